"""Fixed fairs, fixed seed: how long the main job takes and how good its answer is."""

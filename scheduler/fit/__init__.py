"""How well a supplier serves a buyer, with its parts in words.

The way in is `scheduler.fit.model.FitModel`; `scheduler.fit.settings` and
`scheduler.fit.detail` load no slow library.
"""

"""Processes that stand in for those of real jobs."""

import os
import time

from api.jobs.task import Ended, Filed
from scheduler.progress import Event


def files(task, pipe):
    """Tell two events and end with a file."""
    pipe.send(Event("load"))
    pipe.send(Event("improvement", 1, 2, "fit", 90, 100))
    pipe.send(Ended(Filed({"asked": task.request}), stopped=False))


def dies(task, pipe):
    """End without a word."""
    pipe.send(Event("load"))
    os._exit(1)


def waits(task, pipe):
    """Work until it is told to stop."""
    pipe.send(Event("sessions"))
    pipe.recv()
    pipe.send(Ended(Filed({"stopped": True}), stopped=True))


def hangs(task, pipe):
    """Work for ever."""
    pipe.send(Event("sessions"))
    time.sleep(600)

"""Work for the tests of the executors; workers import it, so it stands in a module."""

import os
import signal
import time
from pathlib import Path

import numpy as np

from scheduler.errors import BrokenRuleError
from scheduler.wording import Wording


class Counted:
    """Counts how often it was unpacked in this process."""

    unpacked = 0

    def __init__(self, number):
        self.number = number

    def __setstate__(self, state):
        Counted.unpacked += 1
        self.__dict__.update(state)


class StrangeError(Exception):
    """Holds what cannot be sent."""

    def __init__(self, text):
        super().__init__(text)
        self.held = lambda: text


def multiply(table, row):
    return table[row] @ table


def count_unpacked(counted, part):
    time.sleep(0.05)  # so that each worker gets some
    return part * counted.number, os.getpid(), Counted.unpacked


def write_over(table, row):
    """Break the promise of purity: what a worker does to its copy stays there."""
    table[row] = 0
    return int(table[row].sum())


def linger(shared, part):
    """Take longer the sooner the part is due."""
    time.sleep(max(0, 3 - part) / 100)
    return shared + part


def die_once(marker, part):
    """Kill the process amid part 2, the first time it is come to."""
    if part == 2 and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return part * part


def die_always(shared, part):
    if part == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


def fail_at_two(shared, part):
    if part == 2:
        raise ValueError("two is odd here")
    return part


def fail_in_our_words(shared, part):
    raise BrokenRuleError([Wording(en="Kept not.", zh="未遵守。")])


def fail_strangely(shared, part):
    raise StrangeError("left")


def sleep_long(shared, part):
    time.sleep(60 if part else 0)
    return os.getpid()


def tell_pid(shared, part):
    time.sleep(0.1)
    return os.getpid()


def tell_interrupt(shared, part):
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def random_table():
    return np.random.default_rng(5).integers(0, 100, (40, 40))

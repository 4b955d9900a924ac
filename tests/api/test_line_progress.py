"""Progress is silent when quick, a line on a terminal, plain lines elsewhere."""

import io
import signal

import pytest

from api.console import Console
from api.interrupts import noting_interrupts, stoppable, was_interrupted
from api.line_progress import CLEAR, LineProgress
from scheduler.progress import Event
from scheduler.wording import Language


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def _progress(stream, language=Language.EN):
    clock = Clock()
    return LineProgress(Console(language, io.StringIO(), stream, {}), clock), clock


def test_quick_work_says_nothing():
    err = Terminal()
    progress, clock = _progress(err)

    for clock.now in (0.1, 0.5, 0.9):
        progress.tell(Event("fit"))

    assert err.getvalue() == ""


def test_a_terminal_has_one_line_that_rewrites_itself():
    err = Terminal()
    progress, clock = _progress(err)
    clock.now = 2.0
    progress.tell(Event("fit", 1, 4))
    clock.now = 2.05
    progress.tell(Event("fit", 2, 4))  # too soon after the last
    clock.now = 3.0
    progress.tell(Event("improvement", tier="fit", value=7, bound=9))
    clock.now = 4.0
    progress.tell(Event("improvement", tier="breaks", value=1))

    progress.clear()
    progress.clear()

    assert err.getvalue() == (
        f"{CLEAR}Judging who fits whom 25% ... 2 s"
        f"{CLEAR}Improving sum of fit 7 / 9 ... 3 s"
        f"{CLEAR}Improving breaks 1 ... 4 s"
        f"{CLEAR}"
    )


def test_elsewhere_there_is_a_line_a_phase():
    err = io.StringIO()
    progress, clock = _progress(err, Language.ZH)
    clock.now = 2.0
    for event in (Event("solve"), Event("solve"), Event("new phase", value=3)):
        progress.tell(event)
    progress.clear()

    assert err.getvalue() == "排期 ... 2 s\nnew phase ... 2 s\n"


@pytest.mark.parametrize(
    ("phase", "keeps"),
    [("improvement", True), ("solve", True), ("print diary", False), ("read", False)],
)
def test_only_solving_can_be_stopped_early(phase, keeps):
    progress, _ = _progress(io.StringIO())
    progress.tell(Event(phase))
    assert not progress.should_stop()

    progress.stopping = True

    assert progress.should_stop() is keeps


def test_the_first_interrupt_of_a_solve_keeps_the_best_the_second_ends():
    err = io.StringIO()
    progress, _ = _progress(err)
    former = signal.getsignal(signal.SIGINT)

    with stoppable(progress):
        progress.tell(Event("improvement"))
        signal.raise_signal(signal.SIGINT)
        assert progress.should_stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert err.getvalue() == (
        "Stopping: the best schedule so far is kept. Ctrl-C again drops it.\n"
    )
    assert signal.getsignal(signal.SIGINT) is former


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_elsewhere_ends(number):
    progress, _ = _progress(io.StringIO())

    progress.tell(Event("read"))

    with pytest.raises(KeyboardInterrupt), stoppable(progress):
        signal.raise_signal(number)

    assert not progress.should_stop()


def test_an_interrupt_is_remembered_until_notes_begin_anew():
    with noting_interrupts():
        assert not was_interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert was_interrupted()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with noting_interrupts():
        assert not was_interrupted()


def test_signals_of_others_are_left_to_them():
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with noting_interrupts():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, former)


def test_an_ignored_signal_stays_ignored():
    progress, _ = _progress(io.StringIO())
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)

    try:
        with stoppable(progress):
            signal.raise_signal(signal.SIGINT)
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, former)


def test_another_thread_leaves_signals_alone(monkeypatch):
    progress, _ = _progress(io.StringIO())
    monkeypatch.setattr("threading.current_thread", object)
    former = signal.getsignal(signal.SIGINT)

    with stoppable(progress):
        assert signal.getsignal(signal.SIGINT) is former


def test_colour_only_on_terminals_and_when_wanted():
    def said(stream, environ):
        Console(Language.EN, stream, io.StringIO(), environ).say("x", fg="red")
        return stream.getvalue()

    assert said(Terminal(), {}) == "\x1b[31mx\x1b[0m\n"
    assert said(Terminal(), {"NO_COLOR": "1"}) == "x\n"
    assert said(Terminal(), {"TERM": "dumb"}) == "x\n"
    assert said(io.StringIO(), {}) == "x\n"

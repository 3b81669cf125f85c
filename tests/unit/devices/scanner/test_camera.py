"""A camera reads codes in a thread of its own; without one the till goes on."""

import importlib.util
import threading

import pytest
from PIL import Image

from app.devices.printers.drawing import bars_rows, qr_rows
from app.devices.scanner.camera import CameraScanner, InView, codes_in
from app.devices.scanner.frames import CameraFrames, FileFrames, GreyFrame, NoCamera

CARD, RECEIPT = "2912345678906", "7200201000048133"
has_opencv = importlib.util.find_spec("cv2") is not None


def picture(rows, size=(640, 400)):
    """Rows of dots as a photograph of a printed symbol."""
    data = b"".join(bytes(byte ^ 0xFF for byte in row) for row in rows)
    symbol = Image.frombytes("1", (len(rows[0]) * 8, len(rows)), data).convert("L")
    page = Image.new("L", size, 230)
    page.paste(symbol, ((size[0] - symbol.width) // 2, (size[1] - symbol.height) // 2))
    return page


@pytest.fixture
def film(tmp_path):
    """A film: nothing, a card, the same card, a receipt."""
    folder = tmp_path / "film"
    folder.mkdir()
    shots = [Image.new("L", (640, 400), 230), *[picture(qr_rows(CARD, 384))] * 2, picture(bars_rows(RECEIPT, 512))]
    for number, shot in enumerate(shots):
        shot.save(folder / f"shot_{number:02d}.png")
    return folder


class Seen:
    def __init__(self):
        self.codes, self.states, self.news = [], [], threading.Condition()

    def code(self, code):
        with self.news:
            self.codes.append((code.text, code.source))
            self.news.notify_all()

    def state(self, state):
        with self.news:
            self.states.append(state)
            self.news.notify_all()

    def wait(self, condition):
        with self.news:
            assert self.news.wait_for(condition, 10), (self.codes, self.states)


def test_codes_are_read_once_each_as_they_come_into_view(film):
    seen = Seen()
    camera = CameraScanner(lambda: FileFrames(film), seen.code, on_state=seen.state, retry_s=60)
    camera.start()
    seen.wait(lambda: seen.states == ["ready", "missing"])
    camera.stop()
    assert seen.codes == [(CARD, "camera"), (RECEIPT, "camera")]
    assert seen.states == ["ready", "missing", "off"]


def test_a_missing_camera_is_a_state_and_is_tried_again(tmp_path):
    seen, tries = Seen(), []

    def opened():
        tries.append(1)
        return FileFrames(tmp_path / "none")

    camera = CameraScanner(opened, seen.code, on_state=seen.state, retry_s=0.01)
    camera.start()
    seen.wait(lambda: seen.states == ["missing"])
    for _ in range(200):
        if len(tries) > 2:
            break
        threading.Event().wait(0.01)
    assert len(tries) > 2
    assert "none" in camera.why
    camera.stop()


def test_a_picture_that_is_none_is_a_missing_camera(tmp_path):
    (tmp_path / "shot.png").write_bytes(b"not a picture")
    with pytest.raises(NoCamera):
        list(FileFrames(tmp_path).frames())


def test_a_code_counts_again_after_it_was_out_of_view():
    view = InView(1000)
    assert view.new_ones([CARD], 0) == [CARD]
    assert view.new_ones([CARD], 900) == []
    assert view.new_ones([CARD, RECEIPT], 1800) == [RECEIPT]
    assert view.new_ones([], 2900) == []
    assert view.new_ones([CARD], 3000) == [CARD]


def test_an_empty_picture_has_no_codes():
    assert codes_in(GreyFrame(8, 8, bytes(64))) == []


@pytest.mark.skipif(not has_opencv, reason="OpenCV belongs to the optional part `camera`")
def test_the_real_source_gives_the_same_pictures(film):
    source = CameraFrames(str(film / "shot_%02d.png"))
    codes = [code for frame in source.frames() for code in codes_in(frame)]
    source.close()
    assert codes == [CARD, CARD, RECEIPT]


def test_a_camera_that_is_not_there_is_no_camera(monkeypatch):
    source = CameraFrames("/dev/no-such-camera")
    with pytest.raises(NoCamera):
        next(source.frames())
    source.close()
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    with pytest.raises(NoCamera, match="optional part"):
        next(CameraFrames("0").frames())

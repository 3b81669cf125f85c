"""Where a camera's pictures come from: a real camera through OpenCV, or picture files for trying things out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec


class GreyFrame(msgspec.Struct, frozen=True):
    """One picture: a byte of brightness for each dot, row after row, no padding."""

    width: int
    height: int
    data: bytes


class NoCamera(OSError):
    """There is no camera, it is in use, or this installation cannot read one."""


class FrameSource(Protocol):
    """Something that gives pictures."""

    def frames(self) -> Iterator[GreyFrame]:
        """Pictures, the newest each time; ends with the source. Raises `NoCamera`."""
        ...

    def close(self) -> None:
        """Let go of the camera."""
        ...


class FileFrames:
    """Picture files, in the order of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def frames(self) -> Iterator[GreyFrame]:
        from PIL import Image, UnidentifiedImageError

        if not self._folder.is_dir():
            raise NoCamera(f"no folder {self._folder}")
        for path in sorted(self._folder.iterdir()):
            try:
                with Image.open(path) as picture:
                    grey = picture.convert("L")
            except (OSError, UnidentifiedImageError) as wrong:
                raise NoCamera(str(wrong)) from wrong
            yield GreyFrame(grey.width, grey.height, grey.tobytes())

    def close(self) -> None:
        """Nothing is held open."""


class CameraFrames:
    """A camera, by its device path or number (`/dev/video0`, `0`)."""

    def __init__(self, target: str, width: int = 1280, height: int = 720) -> None:
        self._target, self._size = target, (width, height)
        self._capture: Any = None

    def frames(self) -> Iterator[GreyFrame]:
        try:
            import cv2
        except ImportError as missing:
            raise NoCamera("reading a camera needs the optional part `camera`") from missing
        target = int(self._target) if self._target.isdecimal() else self._target
        self._capture = cv2.VideoCapture(target)
        if not self._capture.isOpened():
            raise NoCamera(f"{self._target} does not open")
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        while self._capture is not None:
            is_there, picture = self._capture.read()
            if not is_there:
                return
            grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
            yield GreyFrame(grey.shape[1], grey.shape[0], grey.tobytes())

    def close(self) -> None:
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

"""A layer between the program's own SQLite and the disk, made without a compiler: it hears every write.

SQLite reaches the disk through a table of functions (a VFS). The library that the program uses exports what is
needed to put another table in its place, so the very process and the very library that shops run are watched.
What hears may say that an operation failed; then the disk sees nothing of it, or half of a write.
"""

import ctypes
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

from sqlcipher3 import _sqlite3

SQLITE_FULL = 13
SQLITE_IOERR_READ = 266
SQLITE_IOERR_WRITE = 778
SQLITE_IOERR_FSYNC = 1034
SQLITE_IOERR_TRUNCATE = 1546

Hear = Callable[[str, str, int, bytes], int]
"""Called with what happens (`open`, `w`, `t`, `s`, `d`), the file, an offset, length or flag, and the bytes;
returns 0, or the code with which it fails. A negative code fails after half of a write has reached the disk."""

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("app_data", c_void_p),
        ("x_open", _OPEN),
        ("x_delete", _DELETE),
        *((name, c_void_p) for name in ("access", "full_path", "dl_open", "dl_error", "dl_sym", "dl_close")),
        *((name, c_void_p) for name in ("randomness", "sleep", "current_time", "last_error", "current_time_64")),
        *((name, c_void_p) for name in ("set_call", "get_call", "next_call")),
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", c_int),
        *((name, c_void_p) for name in ("close", "read")),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        *((name, c_void_p) for name in ("size", "lock", "unlock", "check_lock", "control", "sector", "device")),
        *((name, c_void_p) for name in ("shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch")),
    )


_INSTALLED: list["Shim"] = []
"""SQLite keeps only addresses, so what they point to has to stay."""


class Shim:
    """The layer; from `install` on every file that SQLite opens in this process goes through it, for ever."""

    def __init__(self, hear: Hear) -> None:
        self.hear = hear
        self._files: dict[int, str] = {}
        self._tables: dict[int, tuple[_Methods, _Methods]] = {}
        self._library = ctypes.CDLL(str(Path(_sqlite3.__file__)))
        self._library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._library.sqlite3_vfs_find.argtypes = (c_char_p,)
        self._real = self._library.sqlite3_vfs_find(None)
        self._ours = _Vfs.from_buffer_copy(self._real.contents)
        self._ours.next = None
        self._ours.name = b"heard"
        self._ours.x_open = _OPEN(self._open)
        self._ours.x_delete = _DELETE(self._delete)

    def install(self) -> None:
        """Make it the way to the disk."""
        self._library.sqlite3_vfs_register.argtypes = (POINTER(_Vfs), c_int)
        _INSTALLED.append(self)
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._ours), 1) == 0

    def _open(self, _vfs: int, name: int, file: int, flags: int, told: object) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        if path and (code := self.hear("open", path, flags, b"")):
            # SQLite closes only what was opened.
            ctypes.cast(file, POINTER(c_void_p))[0] = None
            return code
        code = self._real.contents.x_open(ctypes.addressof(self._real.contents), name, file, flags, told)
        slot = ctypes.cast(file, POINTER(c_void_p))
        if code == 0 and path and not path.endswith("-shm") and slot[0]:
            self._files[file] = path
            slot[0] = ctypes.addressof(self._table(slot[0]))
        return code

    def _table(self, real: int) -> _Methods:
        if real not in self._tables:
            theirs = _Methods.from_address(real)
            ours = _Methods.from_buffer_copy(theirs)
            ours.write, ours.truncate, ours.sync = _WRITE(self._write), _TRUNCATE(self._truncate), _SYNC(self._sync)
            self._tables[real] = (theirs, ours)
            self._methods = theirs
        return self._tables[real][1]

    def _delete(self, _vfs: int, name: bytes, sync_folder: int) -> int:
        code = self._real.contents.x_delete(ctypes.addressof(self._real.contents), name, sync_folder)
        return code or self.hear("d", name.decode(), sync_folder, b"")

    def _write(self, file: int, data: int, size: int, at: int) -> int:
        code = self.hear("w", self._files[file], at, ctypes.string_at(data, size))
        if code < 0:
            self._methods.write(file, data, size // 2, at)
        return abs(code) if code else int(self._methods.write(file, data, size, at))

    def _truncate(self, file: int, size: int) -> int:
        return self.hear("t", self._files[file], size, b"") or int(self._methods.truncate(file, size))

    def _sync(self, file: int, flags: int) -> int:
        return self.hear("s", self._files[file], flags, b"") or int(self._methods.sync(file, flags))

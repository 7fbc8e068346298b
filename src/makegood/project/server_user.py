"""Who PostgreSQL runs as when root starts Makegood, and how that user reaches its files.

PostgreSQL refuses to run as root. Started by root, it runs as the user `makegood` if the machine has
one, else as `nobody`; a database that exists already keeps its owner. A checkout below a folder which
that user can't enter (/root) keeps its database in STORE, linked from the data folder.
"""

import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STORE = Path("/var/lib/makegood")


@dataclass(frozen=True)
class ServerUser:
    """An account the server may run as; `None` fields never occur, an ordinary user is simply themselves."""

    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    @property
    def demoted(self) -> dict[str, Any]:
        """What to give `subprocess` so that the program runs as this user."""
        return {} if self.is_me else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Make `folder` theirs."""
        if not self.is_me:
            os.chown(folder, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Whether every folder down to `path` (itself included) lets them through."""
        return self.is_me or all(self._enters(folder) for folder in (path, *path.parents))

    def _enters(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def server_user(folder: Path) -> ServerUser:
    """The user for the cluster in `folder`, which need not exist yet."""
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid())
    if folder.exists() and (status := folder.stat()).st_uid != 0:
        return ServerUser(status.st_uid, status.st_gid)
    for name in ("makegood", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(entry.pw_uid, entry.pw_gid)
    raise LookupError(
        "this machine has neither a user `makegood` nor `nobody` to run PostgreSQL as"
    )


def reachable_copy(user: ServerUser, package: Path, version: str, store: Path = STORE) -> Path:
    """The wheel's `package` itself, or a copy of it in `store` where `user` can run what is inside."""
    if user.reaches(package):
        return package
    copy = store / f"{package.name}-{version}"
    if not copy.exists():
        _make_store(store)
        with tempfile.TemporaryDirectory(dir=store) as unfinished:
            _copy_wheel(package, Path(unfinished) / "wheel")
            try:
                (Path(unfinished) / "wheel").rename(copy)
            except OSError:  # another checkout was faster
                if not copy.exists():
                    raise
    return copy / package.name


def _copy_wheel(package: Path, to: Path) -> None:
    """Its binaries look for their libraries in the folder that wheels put beside the package."""
    to.mkdir(mode=0o755)
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(part, to / part.name, symlinks=True)
            (to / part.name).chmod(0o755)


def reachable_folder(user: ServerUser, link: Path) -> Path:
    """The folder at `link`, made if need be; when `user` can't get there, a link to one in STORE."""
    if link.exists():
        return link.resolve()
    link.parent.mkdir(parents=True, exist_ok=True)
    if user.reaches(link.parent.resolve()):
        link.mkdir(exist_ok=True)
    else:
        _make_store(STORE)
        own = Path(tempfile.mkdtemp(prefix=f"{link.name}-", dir=STORE))
        link_to(link, own)
    user.own(link.resolve())
    return link.resolve()


def link_to(link: Path, folder: Path) -> None:
    """Point `link` at `folder`; a dangling link (the folder was in /tmp, and the machine restarted) is replaced."""
    if link.is_symlink() and not link.exists():
        link.unlink()
    try:
        link.symlink_to(folder)
    except FileExistsError:  # another process was faster; its folder is as good
        folder.rmdir()


def _make_store(store: Path) -> None:
    store.mkdir(parents=True, exist_ok=True)
    store.chmod(0o711)

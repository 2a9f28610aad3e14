"""Strikes a program at the calls by which it changes the disk. A program is a function of its folder and of
the words that are put before it, `strace` and so on; it gives a code and what was said."""

import collections
import re
import sys

CALLS = """open openat creat write pwrite64 writev fsync fdatasync syncfs rename renameat renameat2 mkdir mkdirat
unlink unlinkat rmdir link linkat ftruncate""".split()
# What strace calls a path that is random.
RANDOM = re.compile(r"\.tmp[A-Za-z0-9]+")

# A call's path, the one that it is to be if it is renamed, and which of its name and path, and of its
# name, it is in its thread.
Call = collections.namedtuple("Call", "name path to nth nth_of_thread")


def whole(log):
    """A log's lines; a call that strace tells in two, because another thread came in between, in one."""
    begun, lines = {}, []
    for line in log.read_text(errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        if rest.endswith("<unfinished ...>"):
            begun[thread] = len(lines)
            lines.append(line)
        elif rest.lstrip().startswith("<... ") and thread in begun:
            at = begun.pop(thread)
            lines[at] = lines[at].removesuffix("<unfinished ...>") + rest.partition(" resumed>")[2]
        else:
            lines.append(line)
    return lines


def calls_of(folder, program):
    """The calls by which a run changes the disk below a folder, by listening to it."""
    log = folder.parent / "calls"
    if program(folder, strace=["strace", "-f", "-y", "-o", log, "-e", f"trace={','.join(CALLS)}"]).code:
        sys.exit(f"the run that is listened to fails: {log.read_text()}")
    calls, of_path, of_thread = [], collections.Counter(), collections.Counter()
    for line in whole(log):
        if not (parsed := re.match(r"(\d+) +(\w+)\((.*)", line)):
            continue
        thread, name, rest = parsed.groups()
        of_thread[thread, name] += 1
        # Paths as given, and those of open files; what is written stands in quotes too.
        end = rest.index(">") + 1 if name in ("write", "pwrite64", "writev", "fsync", "fdatasync", "syncfs",
                                                 "ftruncate") else None
        paths = [path for path in re.findall(r'"(/[^"]*)"|<(/[^>]*)>', rest[:end])]
        paths = list(dict.fromkeys(quoted or opened for quoted, opened in paths))
        paths = [path for path in paths if path.startswith(f"{folder}/")]
        # Of a rename it is the old name that strace knows it by.
        for path in paths[:1]:
            of_path[thread, name, path] += 1
            changes = name not in ("open", "openat") or "O_CREAT" in rest
            # A directory that is there already, and such: nothing changes.
            if changes and not re.search(r"\) += -1 E", rest):
                place = path.removeprefix(f"{folder}/"), paths[-1].removeprefix(f"{folder}/")
                calls.append(Call(name, *place, of_path[thread, name, path], of_thread[thread, name]))
    return calls


def strike(folder, call, injected, program):
    """Runs a program, with something injected at a call; whether it was struck there, and how it ended."""
    log = folder.parent / f"{folder.name}.strace"
    strace = ["strace", "-f", "-y", "-o", log, "-e", f"trace={call.name}"]
    if RANDOM.search(call.path):
        # Its path cannot be foreseen; it is made before there are threads.
        when = call.nth_of_thread
    else:
        strace += ["-P", folder / call.path]
        when = call.nth
    ended = program(folder, strace=[*strace, "-e", f"inject={call.name}:{injected}:when={when}"])
    lines = whole(log)
    log.unlink()
    ends = ("= ?", "<unfinished ...>") if "KILL" in injected else ("(INJECTED)",)
    name = RANDOM.split(str(folder / call.path))[0]
    return any(name in line and line.endswith(ends) for line in lines), ended

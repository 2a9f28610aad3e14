"""A mail server on loopback that counts the steps of the conversation, and at one of them kills who talks to
it. What it keeps is the witness of what was delivered."""

import os
import signal
import socketserver
import threading


class MailServer:
    """Listens at `port`; keeps `letters`, each a recipient and the bytes."""

    def __init__(self):
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                try:
                    outer.converse(self.rfile, self.wfile)
                except (Killed, OSError):
                    pass

        class Listener(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.server = Listener(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.empty()

    def empty(self):
        """Forgets all letters, and kills nobody from now on."""
        self.letters, self.steps, self.kill_at, self.loses = [], [], None, False
        self.process, self.running = None, threading.Event()

    def kill(self, step, loses=False):
        """Kills the process of `started` at a step, counted from 1. When it `loses` a letter whose dot it has
        just read, it does not keep that."""
        self.kill_at, self.loses = step, loses

    def started(self, process):
        """Whose process it is that speaks from now on."""
        self.process = process
        self.running.set()

    def step(self, name):
        self.steps.append(name)
        if len(self.steps) == self.kill_at:
            self.running.wait()
            os.kill(self.process.pid, signal.SIGKILL)
            raise Killed

    def converse(self, read, write):
        def say(line, name):
            write.write(f"{line}\r\n".encode())
            write.flush()
            self.step(f"{name} answered")

        self.step("connected")
        say("220 mail.example ESMTP", "connection")
        to = None
        while line := read.readline():
            verb = line[:4].decode().upper().strip()
            self.step(f"{verb} read")
            if verb == "EHLO":
                say("250-mail.example\r\n250-SIZE 50000000\r\n250 8BITMIME", verb)
            elif verb == "RCPT":
                to = line.decode().split("<")[1].split(">")[0]
                say("250 Ok", verb)
            elif verb == "DATA":
                say("354 Go ahead", verb)
                self.take(read, to, say)
            elif verb == "QUIT":
                say("221 Farewell", verb)
                return
            else:
                say("250 Ok", verb)

    def take(self, read, to, say):
        letter = bytearray()
        middle = False
        while (line := read.readline()) != b".\r\n":
            if not line:
                return
            letter += line.removeprefix(b".") if line.startswith(b".") else line
            if len(letter) > 2000 and not middle:
                middle = True
                self.step("middle read")
        killed = len(self.steps) + 1 == self.kill_at
        if not (killed and self.loses):
            self.letters.append((to, bytes(letter)))
        self.step("dot read")
        say("250 Ok: queued", "dot")


class Killed(Exception):
    """The client is no more."""


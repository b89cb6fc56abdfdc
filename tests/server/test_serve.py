"""The web server over real sockets: what it sends, what it refuses, how it bears pressure, how it stops.

    test_serve.py KNOTWORK ATLAS
"""
import contextlib
import gzip
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

KNOTWORK, ATLAS = sys.argv[1:3]
ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = b"".join(b"line %d\n" % i for i in range(20000))
LARGE = os.urandom(1 << 20) * 24  # more than the sockets of both sides hold


def make_app(folder):
    (folder / "assets").mkdir()
    (folder / "index.html").write_bytes(b"<!doctype html><title>app</title>" + TEXT)
    (folder / "sw.js").write_bytes(b"// worker")
    (folder / "manifest.webmanifest").write_bytes(b"{}")
    (folder / "assets/app-B4xY_a9Z.js").write_bytes(TEXT)
    (folder / "assets/engine-C4xY_a9Z.wasm").write_bytes(b"\0asm" + TEXT)
    (folder / "assets/packed.txt").write_bytes(TEXT)
    (folder / "assets/packed.txt.gz").write_bytes(gzip.compress(TEXT, 1))
    (folder / "large.bin").write_bytes(LARGE)


@contextlib.contextmanager
def serving(*options, folder=None, limit=None, name="127.0.0.1", port=0):
    """A server on a port of its own; yields its process, which knows its port."""
    with tempfile.TemporaryDirectory() as made:
        if folder is None:
            folder = made
            make_app(pathlib.Path(made))
        process = subprocess.Popen([KNOTWORK, "serve", "--port", str(port), "--folder", str(folder), *options], text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={**os.environ, "KNOTWORK_ATLAS": ATLAS}, preexec_fn=limit)
        try:
            first = process.stdout.readline()
            found = re.fullmatch(r"Knotwork is at http://(.+):(\d+)/ \(Ctrl\+C stops it\)\n", first)
            if not found:
                raise AssertionError(f"{first!r} {process.stderr.read()!r}")
            process.host, process.port, process.name = found[1], int(found[2]), name
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()


def connect(server, timeout=30):
    return socket.create_connection((server.name, server.port), timeout)


def ask(server, path, method="GET", body=None, **fields):
    """One request on a connection of its own; returns the response and its body."""
    connection = http.client.HTTPConnection(server.name, server.port, timeout=30)
    fields = {name.replace("_", "-"): value for name, value in fields.items()}
    connection.request(method, path, body=body, headers=fields)
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response, data


def ask_raw(server, data, timeout=30):
    """All that comes back until the server closes."""
    with connect(server, timeout) as s:
        s.sendall(data)
        out = b""
        while True:
            try:
                got = s.recv(1 << 16)
            except ConnectionResetError:
                return out
            if not got:
                return out
            out += got


def stop(server, how=signal.SIGTERM, timeout=20):
    """The exit code, and all that it wrote since it was ready."""
    server.send_signal(how)
    out, err = server.communicate(timeout=timeout)
    return server.returncode, out, err


def memory_mb(server):
    status = pathlib.Path(f"/proc/{server.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


class Serving(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.server = cls.stack.enter_context(serving())

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    def test_files_and_their_types(self):
        types = {"/": "text/html; charset=utf-8", "/sw.js": "text/javascript; charset=utf-8",
                 "/assets/engine-C4xY_a9Z.wasm": "application/wasm", "/manifest.webmanifest": "application/manifest+json",
                 "/large.bin": "application/octet-stream"}
        for path, type in types.items():
            response, data = ask(self.server, path)
            self.assertEqual((response.status, response.getheader("Content-Type")), (200, type))
            self.assertEqual(int(response.getheader("Content-Length")), len(data))
            self.assertIsNotNone(response.getheader("Date"))
        self.assertEqual(data, LARGE)

    def test_compression(self):
        response, data = ask(self.server, "/", Accept_Encoding="gzip, deflate, br")
        self.assertEqual(response.getheader("Content-Encoding"), "gzip")
        self.assertEqual(response.getheader("Vary"), "Accept-Encoding")
        self.assertTrue(gzip.decompress(data).endswith(TEXT))
        _, data = ask(self.server, "/assets/packed.txt", Accept_Encoding="gzip")
        self.assertNotEqual(data[4:8], bytes(4), "not the one that lay there, with its time inside")
        response, data = ask(self.server, "/", Accept_Encoding="gzip;q=0")
        self.assertIsNone(response.getheader("Content-Encoding"))
        self.assertTrue(data.endswith(TEXT))

    def test_caching(self):
        response, _ = ask(self.server, "/assets/app-B4xY_a9Z.js")
        self.assertEqual(response.getheader("Cache-Control"), "public, max-age=31536000, immutable")
        for path in ["/", "/sw.js", "/manifest.webmanifest", "/large.bin"]:
            response, _ = ask(self.server, path)
            self.assertEqual(response.getheader("Cache-Control"), "no-cache")
            again, data = ask(self.server, path, If_None_Match=response.getheader("ETag"))
            self.assertEqual((again.status, data), (304, b""))

    def test_one_connection_serves_many_requests(self):
        connection = http.client.HTTPConnection(self.server.name, self.server.port, timeout=30)
        for method, path, status, size in [("HEAD", "/", 200, 0), ("GET", "/sw.js", 200, 9), ("HEAD", "/large.bin", 200, 0),
                                           ("GET", "/none", 404, 40), ("POST", "/", 405, None), ("GET", "/large.bin", 200, len(LARGE)),
                                           ("GET", "/sw.js", 200, 9)]:
            connection.request(method, path, body=b"x" * 100 if method == "POST" else None)
            if path != "/":
                local = connection.sock.getsockname()
            response = connection.getresponse()
            data = response.read()
            self.assertEqual(response.status, status)
            if size is not None and status == 200:
                self.assertEqual(len(data), size)
        self.assertEqual(connection.sock.getsockname(), local)
        connection.close()

    def test_requests_in_one_breath(self):
        one = b"GET /sw.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
        out = ask_raw(self.server, one * 9 + one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        self.assertEqual(out.count(b"HTTP/1.1 200 OK"), 10)
        self.assertEqual(out.count(b"// worker"), 10)

    def test_a_request_in_parts_while_an_answer_runs(self):
        with connect(self.server) as s:
            s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\nGET /sw.js HT")
            out = s.recv(1 << 16)
            s.sendall(b"TP/1.1\r\nHost: local")
            while len(out) < len(LARGE):
                out += s.recv(1 << 20)
            s.sendall(b"host\r\nConnection: close\r\n\r\n")
            while data := s.recv(1 << 20):
                out += data
        self.assertEqual(out.count(b"HTTP/1.1 200 OK"), 2)
        self.assertTrue(out.endswith(b"// worker"))

    def test_a_client_that_says_no_more_is_still_answered(self):
        with connect(self.server) as s:
            s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            s.shutdown(socket.SHUT_WR)
            out = b""
            while data := s.recv(1 << 20):
                out += data
        self.assertTrue(out.endswith(LARGE))

    def test_ranges(self):
        response, data = ask(self.server, "/large.bin", Range="bytes=1000000-1999999")
        self.assertEqual((response.status, data), (206, LARGE[1000000:2000000]))
        self.assertEqual(response.getheader("Content-Range"), f"bytes 1000000-1999999/{len(LARGE)}")
        self.assertEqual(ask(self.server, "/large.bin", Range=f"bytes={len(LARGE)}-")[0].status, 416)

    def test_health(self):
        response, data = ask(self.server, "/health")
        told = json.loads(data)
        self.assertEqual(set(told), {"status", "version", "atlas", "uptime_s"})
        version = subprocess.run([KNOTWORK, "--version"], capture_output=True, text=True).stdout.split()[1]
        self.assertEqual((told["status"], told["version"]), ("ok", version))
        self.assertRegex(told["atlas"], "^[0-9a-f]{32}$")
        self.assertEqual(response.getheader("Cache-Control"), "no-store")

    def test_security_headers_are_those_of_the_one_file(self):
        stated = dict(line.split(": ", 1) for line in (ROOT / "apps/server/security_headers.txt").read_text().splitlines()
                      if not line.startswith("#"))
        self.assertEqual(len(stated), 6)
        for path in ["/", "/none", "/health", "/assets/app-B4xY_a9Z.js", "/%"]:
            response, _ = ask(self.server, path)
            self.assertEqual({name: response.getheader(name) for name in stated}, stated)
            self.assertIsNone(response.getheader("Server"))

    def test_the_documented_headers_are_those_of_the_file(self):
        stated = [line for line in (ROOT / "apps/server/security_headers.txt").read_text().splitlines() if not line.startswith("#")]
        self.assertIn("```\n" + "\n".join(stated) + "\n```", (ROOT / "docs/serve.md").read_text())

    def test_nothing_outside_of_the_folder(self):
        for path in ["/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/assets/..%5c..%5cetc%5cpasswd",
                     "//etc/passwd", "/etc/passwd%00.html", "/assets/", "/assets"]:
            out = ask_raw(self.server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            self.assertRegex(out, rb"^HTTP/1.1 40[04] ", path)
            self.assertNotIn(b"root:", out)

    def test_only_reading(self):
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]:
            response, _ = ask(self.server, "/", method)
            self.assertEqual((response.status, response.getheader("Allow")), (405, "GET, HEAD"))
        out = ask_raw(self.server, b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.assertTrue(out.startswith(b"HTTP/1.1 405 "), out[:40])

    def test_names_of_others_are_refused(self):
        for host, status in [("localhost", 200), ("127.0.0.1:1", 200), ("[::1]:80", 200), ("evil.example", 421), ("a@localhost", 421)]:
            self.assertEqual(ask(self.server, "/", Host=host)[0].status, status, host)

    def test_what_is_malformed_is_refused_or_dropped(self):
        for data, status in [(b"GET / HTTP/1.1\r\n\r\n", b"400"), (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", b"400"),
                             (b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"414"),
                             (b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 9000 + b"\r\nB: " + b"b" * 9000 + b"\r\n\r\n", b"431"),
                             (b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", b"400")]:
            self.assertTrue(ask_raw(self.server, data).startswith(b"HTTP/1.1 " + status), data[:80])
        for data in [b"\0" * 100, b"hello\r\n\r\n", b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     b"GET /" + b"a" * 100000, b"GET / HTTP/1.1\r\nA: " + b"a" * 100000, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20000,
                     b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
                     b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"]:
            self.assertEqual(ask_raw(self.server, data), b"", data[:80])
        self.assertEqual(ask(self.server, "/")[0].status, 200)

    def test_two_hundred_at_once(self):
        wrong = []

        def fetch(number):
            path, size = [("/sw.js", 9), ("/assets/packed.txt", len(TEXT)), ("/large.bin", 1000000)][number % 3]
            try:
                response, data = ask(self.server, path, **({"Range": "bytes=0-999999"} if path == "/large.bin" else {}))
                if response.status not in (200, 206) or len(data) != size:
                    wrong.append((number, response.status, len(data)))
            except OSError as error:
                wrong.append((number, error))

        threads = [threading.Thread(target=fetch, args=(number,)) for number in range(200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_idle_connections_hinder_nobody(self):
        idle = [connect(self.server) for _ in range(200)]
        self.assertEqual(ask(self.server, "/")[0].status, 200)
        for s in idle:
            s.close()

    def test_clients_that_go_away_hinder_nobody(self):
        for number in range(700):  # more than connections are allowed
            s = connect(self.server)
            if number % 2:
                s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # closes with a reset
            s.close()
        self.assertEqual(ask(self.server, "/large.bin")[1], LARGE)


class Patience(unittest.TestCase):
    """Slow clients lose their connection; those that are slow but steady do not."""

    def is_closed_within(self, s, seconds):
        s.settimeout(seconds)
        try:
            while s.recv(1 << 16):
                pass
        except ConnectionResetError:
            pass
        except socket.timeout:
            return False
        return True

    def test_requests_that_never_end(self):
        with serving("--timeout", "1") as server:
            silent, drip = connect(server), connect(server)
            self.addCleanup(silent.close)
            self.addCleanup(drip.close)
            ended = threading.Event()

            def write():
                with contextlib.suppress(OSError):
                    drip.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
                    while not ended.is_set():
                        drip.sendall(b"X: y\r\n")
                        time.sleep(0.1)

            writer = threading.Thread(target=write)
            writer.start()
            self.assertTrue(self.is_closed_within(silent, 10))
            self.assertTrue(self.is_closed_within(drip, 10))
            ended.set()
            writer.join()
            self.assertEqual(ask(server, "/")[0].status, 200)

    def test_answers_that_nobody_takes(self):
        with serving("--timeout", "1") as server, connect(server) as s:
            s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertTrue(self.wait_for_connections(server, 1))
            self.assertTrue(self.wait_for_connections(server, 0), "still open")

    def wait_for_connections(self, server, count):
        """Waits until the server holds that many sockets besides the one that listens."""
        for _ in range(200):
            sockets = 0
            for entry in pathlib.Path(f"/proc/{server.pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    sockets += os.readlink(entry).startswith("socket:")
            if sockets == count + 1 + server_sockets:
                return True
            time.sleep(0.05)
        return False

    def test_slow_but_steady_is_served(self):
        with serving("--timeout", "1") as server:
            with connect(server) as s:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
                s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                got, start = 0, time.monotonic()
                while data := s.recv(1 << 17):
                    got += len(data)
                    if time.monotonic() - start < 4:
                        time.sleep(0.05)
            self.assertGreater(time.monotonic() - start, 2, "not slow enough to show anything")
            self.assertGreater(got, len(LARGE))

    def test_more_connections_than_allowed(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (164, 164))

        with serving("--timeout", "5", limit=limit) as server:
            held = [connect(server) for _ in range(300)]
            refused = 0
            for s in held:
                s.settimeout(0.01)
                try:
                    refused += s.recv(1) == b""
                except ConnectionResetError:
                    refused += 1
                except socket.timeout:
                    pass
            self.assertEqual(refused, 200)
            for s in held:
                s.close()
            for _ in range(100):
                with contextlib.suppress(OSError, http.client.HTTPException):
                    if ask(server, "/")[0].status == 200:
                        break
                time.sleep(0.05)
            else:
                self.fail("does not come back")


class Stopping(unittest.TestCase):
    def test_by_either_signal(self):
        for how in [signal.SIGINT, signal.SIGTERM]:
            with serving() as server:
                idle = connect(server)
                self.assertEqual(ask(server, "/")[0].status, 200)
                self.assertEqual(stop(server, how), (0, "Stopped.\n", ""))
                self.assertEqual(idle.recv(1), b"")
                idle.close()

    def test_finishes_answers_that_run(self):
        with serving() as server, connect(server) as s:
            s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            data = s.recv(1000)
            server.send_signal(signal.SIGTERM)
            with self.assertRaises(ConnectionRefusedError):
                for _ in range(200):
                    connect(server).close()
                    time.sleep(0.02)
            self.assertIsNone(server.poll())
            while got := s.recv(1 << 16):
                data += got
            self.assertEqual(data.split(b"\r\n\r\n", 1)[1], LARGE)
            self.assertEqual(server.communicate(timeout=20), ("Stopped.\n", ""))
            self.assertEqual(server.returncode, 0)

    def test_a_second_signal_does_not_wait(self):
        with serving() as server, connect(server) as s:
            s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            s.recv(1000)
            server.send_signal(signal.SIGINT)
            time.sleep(0.3)
            self.assertEqual(stop(server, signal.SIGINT), (0, "Stopped; 1 answer was cut off.\n", ""))

    def test_the_port_is_free_again_at_once(self):
        with serving() as server:
            ask(server, "/")
            stop(server)
            with serving(port=server.port) as again:
                self.assertEqual(ask(again, "/")[0].status, 200)


class Refusing(unittest.TestCase):
    def run_serve(self, *options):
        return subprocess.run([KNOTWORK, "serve", *map(str, options)], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "KNOTWORK_ATLAS": ATLAS})

    def assert_refused(self, process, words, code=2):
        self.assertEqual(process.returncode, code, process.stderr)
        self.assertEqual((process.stdout, process.stderr.count("\n")), ("", 1), process.stderr)
        self.assertTrue(process.stderr.startswith("knotwork: "))
        self.assertIn(words, process.stderr)

    def test_what_cannot_be_served(self):
        with tempfile.TemporaryDirectory() as name, serving() as server:
            folder = pathlib.Path(name)
            self.assert_refused(self.run_serve("--folder", folder), "holds no index.html")
            self.assert_refused(self.run_serve("--folder", folder / "none"), "No such file")
            make_app(folder)
            self.assert_refused(self.run_serve("--folder", folder, "--port", server.port),
                                f"--port: {server.port} is taken by another program")
            self.assert_refused(self.run_serve("--folder", folder, "--address", "192.0.2.1"), "no address of this machine")
            self.assert_refused(self.run_serve("--folder", folder, "--address", "example.org"), "--address: is no IP address")
            self.assert_refused(self.run_serve("--folder", folder, "--port", "70000"), "--port")
            self.assert_refused(self.run_serve("--folder", folder, "--host", "a b"), "--host: is no host name")
            self.assert_refused(self.run_serve("--folder", folder, "--timeout", "0"), "--timeout")
            self.assert_refused(self.run_serve("--folder", folder, "--atlas", folder / "none"), "none: cannot be opened")

    def test_an_app_that_was_not_built(self):
        with tempfile.TemporaryDirectory() as name:
            program = pathlib.Path(name) / "bin/knotwork"
            program.parent.mkdir()
            os.link(KNOTWORK, program) if os.stat(KNOTWORK).st_dev == os.stat(name).st_dev else program.write_bytes(pathlib.Path(KNOTWORK).read_bytes())
            program.chmod(0o755)
            process = subprocess.run([program, "serve"], capture_output=True, text=True, timeout=60,
                                     env={**os.environ, "KNOTWORK_ATLAS": ATLAS})
            self.assert_refused(process, "no app (", 3)
            make_app_here = pathlib.Path(name) / "share/knotwork/app"
            make_app_here.mkdir(parents=True)
            make_app(make_app_here)
            found = subprocess.Popen([program, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True,
                                     env={**os.environ, "KNOTWORK_ATLAS": ATLAS})
            self.assertIn("Knotwork is at", found.stdout.readline())
            found.send_signal(signal.SIGTERM)
            self.assertEqual((found.communicate(timeout=20)[0], found.returncode), ("Stopped.\n", 0))

    def test_links_out_of_the_folder(self):
        with tempfile.TemporaryDirectory() as name:
            make_app(pathlib.Path(name))
            os.symlink("/etc/passwd", name + "/passwd.txt")
            with serving(folder=name) as server:
                self.assertEqual(ask(server, "/passwd.txt")[0].status, 404)
                self.assertEqual(stop(server)[2], f"knotwork: left out: {name}/passwd.txt: a link that leads out of the folder\n")


class Addresses(unittest.TestCase):
    def test_all_addresses_answer_to_every_name(self):
        with serving("--address", "0.0.0.0") as server:
            self.assertEqual(server.host, "localhost")
            self.assertEqual(ask(server, "/", Host="any.example")[0].status, 200)
            self.assertIn("without encryption", stop(server)[2])

    def test_named_hosts(self):
        for options in [["--host", "Clinic.example", "--host", "b.example"], ["--host", "clinic.example", "--address", "0.0.0.0"]]:
            with serving(*options) as server:
                self.assertEqual(ask(server, "/", Host="clinic.example")[0].status, 200)
                self.assertEqual(ask(server, "/", Host="localhost")[0].status, 200)
                self.assertEqual(ask(server, "/", Host="c.example")[0].status, 421)

    def test_the_other_protocol(self):
        with contextlib.closing(socket.socket(socket.AF_INET6)) as probe:
            try:
                probe.bind(("::1", 0))
            except OSError:
                self.skipTest("this machine has no IPv6")
        with serving("--address", "::1", name="::1") as server:
            self.assertEqual(server.host, "[::1]")
            self.assertEqual(ask(server, "/")[0].status, 200)


class Frugality(unittest.TestCase):
    @unittest.skipIf(os.environ.get("KNOTWORK_SANITIZE"), "sanitizers keep memory of their own")
    def test_memory_stays_where_it_is(self):
        with serving() as server:
            def burden():
                held = [connect(server) for _ in range(100)]
                for s in held:
                    s.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
                ask(server, "/large.bin")
                for s in held:
                    s.close()
                for _ in range(200):
                    ask(server, "/sw.js")

            burden()
            before = memory_mb(server)
            for _ in range(5):
                burden()
            self.assertLess(memory_mb(server), before + 10)


def count_sockets():
    """Sockets that a server holds besides those of connections and the one that listens."""
    with serving() as server:
        held = sum(os.readlink(entry).startswith("socket:") for entry in pathlib.Path(f"/proc/{server.pid}/fd").iterdir())
    return held - 1


server_sockets = count_sockets()

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

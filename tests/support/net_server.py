#!/usr/bin/env python3
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
"""A small web server for tests: answers from a file, and every way in which a server can misbehave.

  net_server.py [--answers FILE.json] [--tls DIR] [--log FILE] [--cert good|self-signed] [--git DIR [--login USER:PASSWORD]]

Listens on a free port of 127.0.0.1 and prints "port N". An answers file is a list of
  {"path": "/repos/a/b", "method": "GET", "contains": "…", "status": 200, "headers": {}, "body": …, "times": 1}
where body is JSON (or a string sent as it is), {BASE} stands for this server's own URL, "contains" must stand
in the request's body, and "times" ends an answer after so many requests. With --tls a CA (DIR/ca.pem) and a
certificate for localhost are made when they are not there. With --git the repositories of DIR are served below
/git/ by `git http-backend`, to everybody or only with the login. The server ends with its standard input.
"""
import argparse
import base64
import gzip
import json
import os
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ANSWERS, LOG, COUNTS, LOCK = [], None, {}, threading.Lock()


def openssl(*args, **kwargs):
    subprocess.run(["openssl", *args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kwargs)


def make_certificates(folder):
    def path(name):
        return os.path.join(folder, name)

    if os.path.exists(path("done")):
        return
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-days", "30", "-subj", "/CN=test CA", "-keyout", path("ca.key"), "-out", path("ca.pem"))
    openssl("req", "-x509", *key, "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", path("self-signed.key"), "-out", path("self-signed.pem"))
    with open(path("san"), "w") as out:
        out.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("req", *key, "-subj", "/CN=localhost", "-keyout", path("good.key"), "-out", path("good.csr"))
    openssl("x509", "-req", "-in", path("good.csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-CAcreateserial",
            "-days", "30", "-extfile", path("san"), "-out", path("good.pem"))
    open(path("done"), "w").close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def base(self):
        scheme = "https" if self.server.tls else "http"
        return f"{scheme}://127.0.0.1:{self.server.server_port}"

    def note(self, body):
        line = " ".join([self.command, self.path, "auth=" + self.headers.get("Authorization", "-"),
                         "etag=" + self.headers.get("If-None-Match", "-"), "cookie=" + self.headers.get("Cookie", "-")])
        with LOCK:
            if LOG:
                LOG.write(line + "\n")
                LOG.flush()

    def send(self, status, body=b"", headers=None, length=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def git(self, body):
        wanted = self.server.login and "Basic " + base64.b64encode(self.server.login.encode()).decode()
        if wanted and self.headers.get("Authorization") != wanted:
            return self.send(401, b"", {"WWW-Authenticate": 'Basic realm="git"'})
        url = urlsplit(self.path)
        environment = dict(os.environ, GIT_PROJECT_ROOT=self.server.git, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=url.path[4:],
                           QUERY_STRING=url.query, REQUEST_METHOD=self.command, REMOTE_ADDR="127.0.0.1",
                           CONTENT_TYPE=self.headers.get("Content-Type", ""), CONTENT_LENGTH=str(len(body)),
                           GIT_PROTOCOL=self.headers.get("Git-Protocol", ""),
                           HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""))
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
        self.send(int(headers.pop("Status", "200").split()[0]), content, headers)

    def do_POST(self):
        body = self.read_body()
        self.note(body)
        if self.server.git and self.path.startswith("/git/"):
            return self.git(body)
        self.recorded(body.decode())

    def do_GET(self):
        self.note(b"")
        if self.server.git and self.path.startswith("/git/"):
            return self.git(b"")
        url = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        behaviour = getattr(self, "on_" + url.path.strip("/").replace("-", "_").split("/")[0], None)
        if behaviour and url.path.startswith("/" + behaviour.__name__[3:].replace("_", "-")) and not ANSWERS:
            return behaviour(query)
        self.recorded("")

    def recorded(self, body):
        for number, answer in enumerate(ANSWERS):
            if answer["path"] != self.path or answer.get("method", "POST" if body else "GET") != self.command:
                continue
            if answer.get("contains", "") not in body:
                continue
            with LOCK:
                COUNTS[number] = COUNTS.get(number, 0) + 1
                if "times" in answer and COUNTS[number] > answer["times"]:
                    continue
            content = answer.get("body", "")
            text = (content if isinstance(content, str) else json.dumps(content)).replace("{BASE}", self.base())
            headers = {name: value.replace("{BASE}", self.base()) for name, value in answer.get("headers", {}).items()}
            return self.send(answer.get("status", 200), text.encode(), headers)
        self.send(404, b'{"message": "Not Found"}')

    # Misbehaviour, each under its own path.
    def on_ok(self, query):
        self.send(200, query.get("say", "hello").encode(), {"Set-Cookie": "session=1", "X-Test": "yes"})

    def on_status(self, query):
        headers = {name.replace("_", "-"): value for name, value in query.items() if name != "code"}
        self.send(int(query["code"]), b"{}", headers)

    def on_flaky(self, query):
        """Fails so many times, then answers."""
        with LOCK:
            seen = COUNTS[self.path] = COUNTS.get(self.path, 0) + 1
        if seen <= int(query["times"]):
            return self.send(int(query.get("code", "503")), b"", {"Retry-After": query["after"]} if "after" in query else {})
        self.send(200, b"at last")

    def on_redirect(self, query):
        self.send(int(query.get("code", "302")), b"", {"Location": query["to"].replace("{BASE}", self.base())})

    def on_loop(self, query):
        left = int(query["left"])
        if left == 0:
            return self.send(200, b"arrived")
        self.send(302, b"", {"Location": f"/loop?left={left - 1}"})

    def on_slow(self, query):
        try:
            time.sleep(float(query.get("seconds", "20")))
            self.send(200, b"late")
        except OSError:
            pass

    def on_truncated(self, query):
        self.send(200, b"only half", length=5000)
        self.close_connection = True

    def on_big(self, query):
        try:
            self.send(200, b"x" * int(query["bytes"]))
        except OSError:
            pass

    def on_bomb(self, query):
        packed = gzip.compress(b"\0" * int(query["bytes"]))
        try:
            self.send(200, packed, {"Content-Encoding": "gzip"})
        except OSError:
            pass

    def on_broken_gzip(self, query):
        self.send(200, b"this is not gzip at all", {"Content-Encoding": "gzip"})

    def on_etag(self, query):
        if self.headers.get("If-None-Match") == '"one"':
            return self.send(304, headers={"ETag": '"one"'})
        self.send(200, b"tagged", {"ETag": '"one"'})

    def on_headers(self, query):
        """More headers than anybody needs."""
        self.send(200, b"", {f"X-{number}": "y" * 1000 for number in range(int(query["count"]))})

    def on_garbage(self, query):
        self.wfile.write(b"\x00\x01\x02 not http\r\n\r\n")
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # clients that hang up are what many tests are about


def main():
    global LOG
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers")
    parser.add_argument("--tls")
    parser.add_argument("--cert", default="good")
    parser.add_argument("--log")
    parser.add_argument("--git")
    parser.add_argument("--login")
    options = parser.parse_args()
    if options.answers:
        with open(options.answers) as file:
            ANSWERS.extend(json.load(file))
    if options.log:
        LOG = open(options.log, "a")
    server = Server(("127.0.0.1", 0), Handler)
    server.tls = bool(options.tls)
    server.git = options.git
    server.login = options.login
    if options.tls:
        make_certificates(options.tls)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(options.tls, options.cert + ".pem"), os.path.join(options.tls, options.cert + ".key"))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print("port", server.server_port, flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()

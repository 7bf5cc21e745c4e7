"""A process that does what the supervisor expects of API and worker, and nothing else."""

import os
import signal
import socket
import sys


def serve(listener: socket.socket) -> None:
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            body = str(os.getpid()).encode()
            connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


if __name__ == "__main__":
    if sys.argv[1] == "api":
        serve(socket.socket(fileno=int(sys.argv[2])))
    signal.pause()

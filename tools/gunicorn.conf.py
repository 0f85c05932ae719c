"""How the product is served: one process with threads, as SQLite likes it; more by environment variables."""

import os

bind = os.environ.get("OKMILA_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("OKMILA_WORKERS", "1"))
threads = int(os.environ.get("OKMILA_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 20
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True

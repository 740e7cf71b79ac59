"""PostgreSQL's settings for a machine that it shares with us. ALTER SYSTEM wins over all of them."""

import os
from pathlib import Path

MB = 1024 * 1024
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")


def settings(major: int, port: int, socket: Path, log: Path) -> str:
    """The text of penstock.conf for a cluster of this major version."""
    # What is read often; the kernel keeps the rest. More would stay taken while nobody works; with less, whoever writes much
    # writes the pages of indexes again and again.
    cache = min(max(machine_memory() // 16 // MB, 128), 512)
    values = {
        "listen_addresses": "''",
        "port": str(port),
        "unix_socket_directories": f"'{socket}'",
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": f"{cache}MB",
        "effective_cache_size": f"{max(machine_memory() // 4 // MB, 512)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "random_page_cost": "1.1",
        # Our statements are short: compiling them costs more than it brings.
        "jit": "off",
        "max_worker_processes": "4",
        "max_parallel_workers_per_gather": "1",
        # Our programs know pglz only, which takes longer than writing the whole page: a quarter of the undo of a million rows.
        "wal_compression": "off",
        # After each checkpoint pages are logged whole: an import of a million rows made five of them at half of this.
        "max_wal_size": "4GB",
        "checkpoint_timeout": "15min",
        "lc_messages": "'C'",
        "logging_collector": "on",
        "log_directory": f"'{log}'",
        "log_filename": "'postgresql-%Y%m%d-%H%M%S.log'",
        "log_rotation_size": "10MB",
        "log_rotation_age": "0",
        "log_line_prefix": "'%m [%p] %u@%d '",
        "log_checkpoints": "off",
        **({"io_workers": "1"} if major >= 18 else {}),
    }
    lines = "".join(f"{name} = {value}\n" for name, value in values.items())
    return f"# Written by penstock at each start. Your own settings: ALTER SYSTEM.\n{lines}"


def machine_memory() -> int:
    """Bytes of memory that this machine, or the container we are in, has."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = CGROUP_LIMIT.read_text().strip() if CGROUP_LIMIT.exists() else "max"
    return min(physical, int(limit)) if limit.isdigit() else physical

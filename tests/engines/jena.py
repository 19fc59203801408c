"""Apache Jena, as Debian packages it: TDB2 asked by ARQ, behind the SPARQL 1.1 Protocol.

Debian has Jena's jars and no Fuseki, so ``jena_server.py`` puts the protocol in front of them, in a
process of its own: Java's signal handlers and pytest's do not get on.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.engines.serving import free_port, listening, serving

JARS = Path("/usr/share/java")
SERVER = Path(__file__).with_name("jena_server.py")


def classpath(folder: Path) -> list[str]:
    """What Java has to be given to run Jena; ``folder`` takes what Debian's jars lack."""
    if shutil.which("java") is None or not (JARS / "jena-cmds.jar").exists():
        pytest.skip("libapache-jena-java or a Java is not installed")
    # The messages of Xerces, where Jena's copy of it looks for them.
    inside = "org/apache/jena/ext/xerces/"
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(inside) and not name.endswith((".class", "/")):
                target = folder / "xerces" / name.removeprefix(inside)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    # Bridges between loggers refuse to run beside each other.
    unwanted = re.compile(
        r"over-slf4j|slf4j-(jcl|jdk14|log4j12|migrator|simple)|-to-slf4j|maven|-\d[\d.]*\.jar"
    )
    return [str(folder), *(str(jar) for jar in sorted(JARS.glob("*.jar")) if not unwanted.search(jar.name))]


@contextmanager
def running(folder: Path, files: Mapping[str, Path]) -> Iterator[str]:
    """Jena with a database for each file; an address that a name is to be added to."""
    if importlib.util.find_spec("jpype") is None:
        pytest.skip("JPype1 is not installed")
    port = free_port()
    databases = {name: [str(folder / f"tdb2-{name}"), str(file)] for name, file in files.items()}
    (folder / "jena.json").write_text(
        json.dumps({"port": port, "classpath": classpath(folder / "classes"), "databases": databases})
    )
    command = [sys.executable, SERVER, "jena.json"]
    with serving(command, folder, lambda: listening(port)):
        yield f"http://127.0.0.1:{port}/"

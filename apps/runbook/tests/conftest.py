import sys
from pathlib import Path

# Runbooks are single files that Azure uploads, not a package that could be installed.
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

"""Where records are kept: connections, transactions, migrations, and who owns the folder."""

from core.storage.columns import by_value, new_id, utc_now
from core.storage.database import Database
from core.storage.lookup import NotFound, find
from core.storage.migrating import migrate
from core.storage.once import keep_last, keep_once
from core.storage.ownership import DataFolder, FolderInUse

__all__ = [
    "DataFolder",
    "Database",
    "FolderInUse",
    "NotFound",
    "by_value",
    "find",
    "keep_last",
    "keep_once",
    "migrate",
    "new_id",
    "utc_now",
]

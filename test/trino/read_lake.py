"""Prints what pyarrow reads of Parquet files, a JSON object a file: its columns with their types, and its rows."""

import json
import sys

import pyarrow.parquet

for path in sys.argv[1:]:
    with pyarrow.parquet.ParquetFile(path) as file:
        table = file.read()
    print(
        json.dumps(
            {
                "types": [[field.name, str(field.type)] for field in table.schema],
                "rows": [list(row.values()) for row in table.to_pylist()],
            },
            default=str,
        )
    )

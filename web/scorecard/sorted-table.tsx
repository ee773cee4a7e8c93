/** A table that is sorted by any of its columns, by mouse or keyboard; the address keeps the sort. */
import { Table, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { useQueryWord } from '../router.tsx';
import { sorted, sortOf } from './heat.ts';

export interface SortedColumn<R> {
  readonly id: string;
  readonly title: string;
  /** In pixels; what is left over goes to all. */
  readonly width: number;
  readonly align?: 'left' | 'right';
  /** What it is sorted by; undefined where it is not. */
  readonly key?: (row: R) => number | string | null;
  readonly cell: (row: R) => ReactNode;
  readonly className?: (row: R) => string | undefined;
}

export function SortedTable<R extends object>({
  columns,
  rows,
  first,
  rowKey,
  isStale,
}: {
  /** The first one stays in sight. */
  readonly columns: readonly SortedColumn<R>[];
  /** In their usual order. */
  readonly rows: readonly R[];
  /** A row to compare with, above the others whatever the sort. */
  readonly first?: R;
  readonly rowKey: (row: R) => string;
  readonly isStale: boolean;
}) {
  const [word, setWord] = useQueryWord('sort', '');
  const sort = sortOf(word);
  const by = columns.find(({ id }) => id === sort?.column)?.key;
  const ordered = sort && by ? sorted(rows, by, sort.isDown) : rows;
  const shown = columns.map((column, place): TableColumnType<R> => {
    const { id, title, width, align, key, cell, className } = column;
    const isBy = sort?.column === id && key !== undefined;
    return {
      ...{ key: id, width, align: align ?? 'right' },
      ...(place === 0 && { fixed: 'left' as const }),
      title,
      // Sorted here: what has no value stays last, whichever way the others stand.
      ...(key && { sorter: true, sortOrder: isBy ? (sort.isDown ? 'descend' : 'ascend') : null }),
      onCell: (row) => {
        const name = className?.(row);
        return name ? { className: name } : {};
      },
      render: (_, row) => cell(row),
    };
  });
  return (
    <Table<R>
      className={isStale ? 'stale' : ''}
      size="small"
      rowKey={rowKey}
      columns={shown}
      dataSource={first ? [first, ...ordered] : [...ordered]}
      rowClassName={(row) => (row === first ? 'scorecard-first' : '')}
      pagination={false}
      sortDirections={['descend', 'ascend']}
      showSorterTooltip={false}
      onChange={(_pages, _filters, asked) => {
        const { columnKey, order } = Array.isArray(asked) ? (asked[0] ?? {}) : asked;
        setWord(order ? `${order === 'descend' ? '-' : ''}${String(columnKey)}` : '');
      }}
      scroll={{ x: columns.reduce((sum, { width }) => sum + width, 0) }}
      sticky
    />
  );
}

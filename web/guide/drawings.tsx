/** Small drawings of what a step is done with. Each says in its title what it shows. */
import type { ReactNode } from 'react';
import type { Guide, Picture } from './words.ts';

const WIDTH = 240;
const HEIGHT = 96;
const [ACCENT, LINE, TEXT] = ['#12436d', '#8c8c8c', '#1f1f1f'];

type Drawn = Guide['drawn'];

const DRAWINGS: Readonly<Record<Picture, (drawn: Drawn) => ReactNode>> = {
  calendar: ({ fill, sent, missing, open }) => (
    <>
      <Button x={8} y={8} width={128} text={fill} />
      {[
        ['13', '✓', sent],
        ['14', '✕', missing],
        ['15', '○', open],
      ].map(([day, mark, word], index) => (
        <g key={day} transform={`translate(${8 + index * 76} 46)`}>
          <rect width={76} height={44} fill="none" stroke={LINE} />
          <Text x={6} y={16} text={day} />
          <Text x={6} y={36} text={`${mark} ${word}`} />
        </g>
      ))}
    </>
  ),
  time: ({ officer, activity, confirm, change }) => (
    <>
      <Text x={8} y={20} text={officer} />
      <rect x={84} y={4} width={100} height={24} fill="none" stroke={LINE} strokeDasharray="4 3" />
      <Text x={92} y={21} text={activity} />
      <Button x={8} y={40} width={76} text={confirm} />
      <Button x={96} y={40} width={76} text={change} plain />
      <rect x={8} y={80} width={164} height={10} fill="#e5ecf2" />
      <rect x={8} y={80} width={134} height={10} fill={ACCENT} />
      <Text x={182} y={90} text="82%" />
    </>
  ),
  close: ({ levels }) =>
    ['D-0402-03', 'D-0409-01'].map((number, row) => (
      <g key={number} transform={`translate(8 ${4 + row * 46})`}>
        <Text x={0} y={14} text={number} />
        {levels.map((level, column) => (
          <g key={level} transform={`translate(${column * 74} 20) scale(0.85)`}>
            <Button x={0} y={0} width={80} text={level} plain={row > 0 || column > 0} />
          </g>
        ))}
      </g>
    )),
  add: ({ add }) => (
    <>
      <Button x={8} y={8} width={128} text={`＋ ${add}`} plain />
      {[0, 1, 2].map((column) => (
        <rect
          key={column}
          x={8 + column * 76}
          y={52}
          width={68}
          height={26}
          fill="none"
          stroke={LINE}
        />
      ))}
    </>
  ),
  receipt: ({ send, receipt }) => (
    <>
      <Button x={8} y={8} width={96} text={send} />
      <path d="M56 42v10M50 47l6 6 6-6" fill="none" stroke={LINE} strokeWidth={2} />
      <rect x={8} y={60} width={180} height={28} fill="none" stroke={ACCENT} />
      <Text x={16} y={79} text={`✓ ${receipt}`} bold />
    </>
  ),
};

export function Drawing({
  picture,
  title,
  drawn,
}: {
  readonly picture: Picture;
  readonly title: string;
  readonly drawn: Drawn;
}) {
  return (
    <svg className="guide-drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img">
      <title>{title}</title>
      {DRAWINGS[picture](drawn)}
    </svg>
  );
}

function Text({
  x,
  y,
  text,
  bold = false,
}: {
  readonly x: number;
  readonly y: number;
  readonly text: string | undefined;
  readonly bold?: boolean;
}) {
  return (
    <text x={x} y={y} fontSize={13} fill={TEXT} {...(bold && { fontWeight: 600 })}>
      {text}
    </text>
  );
}

function Button({
  x,
  y,
  width,
  text,
  plain = false,
}: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
  readonly plain?: boolean;
}) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={width} height={28} fill={plain ? '#fff' : ACCENT} stroke={ACCENT} />
      <text x={width / 2} y={19} fontSize={13} textAnchor="middle" fill={plain ? ACCENT : '#fff'}>
        {text}
      </text>
    </g>
  );
}

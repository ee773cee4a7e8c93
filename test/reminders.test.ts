import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { County, documentOf, NEIGHBOUR, STATION } from './support/county.ts';
import { COUNTY, eventually, PROVINCE } from './support/served.ts';

const at = (time: string) => Date.parse(`${time}+08:00`);

describe('reminders on the timetable, with the clock turned', () => {
  let county: County;
  beforeAll(async () => {
    county = await County.start();
    county.cloud.clock.turnTo(at('2024-04-15T08:00:00'));
    await county.loadReference();
    await county.ask(
      'clerk',
      STATION,
      'POST',
      '/v1/submissions',
      documentOf(STATION, '2024-04-15'),
    );
  });
  afterAll(() => county.dispose());

  const published = () => county.cloud.published('Reminders');

  it('five minutes after the deadline the county is told who is missing', async () => {
    county.cloud.clock.turnTo(at('2024-04-16T12:04:00'));
    county.cloud.resumeSchedules();
    expect(await published()).toEqual([]);
    county.cloud.clock.turnTo(at('2024-04-16T12:05:01'));
    const messages = await eventually(async () => {
      const held = await published();
      return held.length === 2 ? held : undefined;
    });
    county.cloud.pauseSchedules();
    const [first, summary] = messages;
    expect(first).toMatchObject({
      publishedAt: expect.stringMatching(/^2024-04-16T04:0\d/),
      subject: `Fengqiao 2024-04-15: 1 of 2 stations missing (${COUNTY})`,
      message: expect.stringContaining(`- 朱兰街道 ${NEIGHBOUR}\n`),
      attributes: { kind: 'county', county: COUNTY, city: '410400000000', date: '2024-04-15' },
    });
    expect(summary).toMatchObject({ attributes: { kind: 'summary', date: '2024-04-15' } });
    const { body } = await county.ask('viewer', PROVINCE, 'GET', '/v1/submissions/missing');
    expect(body).toMatchObject({
      ...{ date: '2024-04-15', isOver: true, expected: 2, submitted: 1, onTime: 1 },
      items: [{ county: { code: COUNTY }, missing: [{ code: NEIGHBOUR, name: '朱兰街道' }] }],
    });
  });

  it('and nobody a second time for the same day', async () => {
    expect(await county.cloud.invoke('RemindFunction', {})).toMatchObject({ ok: true });
    expect(await published()).toHaveLength(2);
    expect(county.cloud.queueDepth('RemindFailures')).toBe(0);
  });
});

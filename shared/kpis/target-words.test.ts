import { describe, expect, it } from 'vitest';
import { KPIS } from './catalogue.ts';
import { DOCUMENTS, documentsOf, sourceLines } from './documents.ts';
import { sourcesOf, targetText } from './target-words.ts';

describe('targets', () => {
  it('are told in both languages', () => {
    expect(targetText('floor 60 %, meets 80 %, excels 85 %', 'zh')).toBe(
      '起分 60%，达标 80%，优秀 85%',
    );
    expect(targetText('urban ≤ 3,000, rural ≤ 5,000', 'zh')).toBe('城区 ≤ 3,000，农村 ≤ 5,000');
    expect(targetText('≤ 7 days', 'zh')).toBe('≤ 7天');
    expect(targetText('≤ 0 %, excels −10 %', 'en')).toBe('≤ 0%, excels −10%');
  });

  it('leave no English word in Chinese, of any KPI', () => {
    for (const { target } of KPIS) {
      if (target) expect(targetText(target, 'zh')).not.toMatch(/[a-z]/i);
    }
  });
});

describe('sources', () => {
  it('are the documents with what they published', () => {
    expect(sourcesOf('004 −12.59 %, 002 −23.51 %')).toEqual([
      { document: '004', published: '−12.59%' },
      { document: '002', published: '−23.51%' },
    ]);
    expect(sourcesOf('002 +109 %, +12 %, +33 %')).toEqual([
      { document: '002', published: '+109%, +12%, +33%' },
    ]);
    expect(sourcesOf('001')).toEqual([{ document: '001', published: '' }]);
  });

  it('are known of every KPI', () => {
    for (const { source } of KPIS) {
      expect(sourcesOf(source).length).toBeGreaterThan(0);
    }
  });

  it('are called by name, of every KPI and in both languages', () => {
    for (const { source } of KPIS) {
      expect(documentsOf(source)).toHaveLength(sourcesOf(source).length);
      for (const language of ['zh', 'en'] as const) {
        expect(sourceLines(source, language).join()).not.toMatch(/\b00\d\b/);
      }
    }
    expect(sourceLines('000 80 %, 004 85 %', 'zh')).toEqual([
      '河南全省社区警务：80%',
      '2024年市推进会讲话：85%',
    ]);
    expect(new Set(DOCUMENTS.map(({ name }) => name.zh)).size).toBe(5);
  });
});

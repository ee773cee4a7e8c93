/** What the trail tells of: every kind of act that changes something, by its stable code. */
export const ACTS = [
  'submission_sent',
  'workbook_sent',
  'days_imported',
  'mapping_saved',
  'bulk_requested',
  'bulk_received',
  'reference_loaded',
  'scheme_stored',
  'run_started',
  'run_stopped',
  'run_ended',
  'published',
  'flag_reviewed',
  'audit_recorded',
  'ledger_entered',
  'ledger_withdrawn',
  'appeal_filed',
  'appeal_commented',
  'appeal_decided',
] as const;

export type ActCode = (typeof ACTS)[number];

/** So many days of the trail are asked for at once. */
export const MOST_TRAIL_DAYS = 92;

/** How an act ended: it was done, it was refused and changed nothing, or a fault ended it. */
export const OUTCOMES = ['done', 'refused', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

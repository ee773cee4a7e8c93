/** Why a backup or a restoration was refused: the message says it all, in Chinese and English. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';

  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(`${zh}\n${en}`, options);
  }
}

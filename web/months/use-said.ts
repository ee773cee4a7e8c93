/** What was just done, in a sentence; a sentence of the other language is not shown. */
import { useState } from 'react';
import { useWords } from '../words.ts';

export function useSaid(): readonly [said: string, say: (text: string) => void] {
  const { language } = useWords();
  const [held, setHeld] = useState({ language, text: '' });
  return [held.language === language ? held.text : '', (text) => setHeld({ language, text })];
}

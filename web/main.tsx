import './older-browsers.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { CALLBACK, finishSignIn } from './session.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

let signInFailed = false;
if (location.pathname === CALLBACK) {
  const address = await finishSignIn(new URLSearchParams(location.search)).catch(() => undefined);
  signInFailed = address === undefined;
  history.replaceState(null, '', address ?? '/');
}
createRoot(root).render(<App signInFailed={signInFailed} />);

import { render } from 'preact';

import { App } from './app.tsx';
import { startLiveLog } from './data/live-log.ts';

const root = document.querySelector('#root');
if (root) {
  startLiveLog();
  render(<App />, root);
}

import '../../../design/tokens.css';
import '../../../design/base.css';
import '../../../design/controls.css';
import './design/bubbles.css';
import './design/field.css';
import './design/motion.css';
import './design/window.css';
import { render } from 'preact';
import { App } from './App.js';
import { start } from './state/start.js';

const root = document.getElementById('app');
if (root) render(<App />, root);
start();

import '../../../../../../design/tokens.css';
import '../../../../../../design/base.css';
import '../../../../../../design/controls.css';
import './design/tokens.css';
import './design/density.css';
import { render } from 'preact';
import { App } from './App.js';

const root = document.getElementById('app');
if (root) render(<App />, root);

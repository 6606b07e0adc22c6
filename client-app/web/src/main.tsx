import { createRoot } from 'react-dom/client';
import { App } from './App';
import { beginFirstView } from './firstView';
import { startTexts } from './i18n';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';

const root = document.getElementById('root');
beginFirstView();
if (root !== null) void startTexts().then(() => createRoot(root).render(<App />));

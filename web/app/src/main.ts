import './theme.css';

import {mount} from 'svelte';

import App from './App.svelte';
import {firstVisitPicture} from './lib/first-picture';

// The page says its name until the app takes its place.
const target = document.getElementById('app')!;
target.replaceChildren();
mount(App, {target});

void firstVisitPicture.then(() => import('./fonts'));

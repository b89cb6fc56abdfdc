import './theme.css';

import {mount} from 'svelte';

import App from './App.svelte';
import {firstPicture} from './lib/first-picture';

mount(App, {target: document.getElementById('app')!});

// Where the app is kept on the device, its letters are too. On a first visit they would hold up the body.
const isKept = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
void (isKept ? Promise.resolve() : firstPicture).then(() => import('./fonts'));

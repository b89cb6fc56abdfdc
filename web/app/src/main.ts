import './theme.css';

import {mount} from 'svelte';

import App from './App.svelte';
import {firstPicture} from './lib/first-picture';

// The page says its name until the app takes its place.
const target = document.getElementById('app')!;
target.replaceChildren();
mount(App, {target});

// Where the app is kept on the device, its letters are too. On a first visit they would hold up the body.
const isKept = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
void (isKept ? Promise.resolve() : firstPicture).then(() => import('./fonts'));

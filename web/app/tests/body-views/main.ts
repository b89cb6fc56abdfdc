// A page with nothing but the body, for pixel checks: what it shows is in the address after ?, as JSON.
import '../../src/theme.css';

import {mount} from 'svelte';

import Page from './Page.svelte';

mount(Page, {target: document.getElementById('app')!});

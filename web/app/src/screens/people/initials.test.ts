import {expect, test} from 'vitest';

import {looksLikeName} from './initials';

test.each(['R. F.', 'RF', 'R.F.G.', 'RFG', 'r f', 'Á. Ñ.', '17', 'P-2031', 'RF 2', 'me', ''])('%s is no name', (text) => expect(looksLikeName(text)).toBe(false));
test.each(['Rosa', 'Rosa F.', 'R. Fuentes', 'rosa', 'GARCIA', 'García-López', 'Ana', 'Мария'])('%s is one', (text) => expect(looksLikeName(text)).toBe(true));

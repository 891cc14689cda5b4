import { copyProgram } from './program-link.js';

/** Run by npm before it packs: a package holds no links, and would be without dist/cli.js. */
copyProgram();

import { linkProgram } from './program-link.js';

/** Run by npm when it has packed: here the program starts more quickly by a link. */
linkProgram();

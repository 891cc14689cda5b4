#!/usr/bin/env node
import { tuneEngine, tuning } from './start/engine.js';
import { loadProgram } from './start/load-program.js';

// This module is compiled at each start. All that can wait is in the bundled program, whose code is compiled already.
tuneEngine();
// The build makes a CommonJS module of this one: there nothing can be awaited at the top level.
void loadProgram().then(({ main }) => main(tuning));

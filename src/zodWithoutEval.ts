import { z } from 'zod';

// The content security policy forbids code made from strings, with which zod would speed itself up. Has to run before
// the first schema is made, hence a module that is imported first.
z.config({ jitless: true });

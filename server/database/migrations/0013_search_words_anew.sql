-- The relay fills in the words at its start, by the rules that it searches by.
UPDATE "tasks" SET "search" = NULL;

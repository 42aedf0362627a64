/* The exact product of numbers; 1 when there are none. */
create or replace aggregate product(numeric) (sfunc = numeric_mul, stype = numeric, initcond = 1);

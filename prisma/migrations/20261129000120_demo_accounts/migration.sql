-- Accounts of demo mode, whose password is public. Only the seed makes them, as the owner; the application may not set this.
alter table player add column demo boolean not null default false;

-- Those that an earlier seed made, by everything that it wrote.
update player set demo = true
 where birth_date = '1990-06-08'
   and (email, display_name, country, currency, role) in (
     ('player@evens.example', 'Alex', 'DE', 'EUR', 'player'),
     ('second@evens.example', 'Robin', 'SE', 'SEK', 'player'),
     ('admin@evens.example', 'Sam', 'GB', 'GBP', 'admin'));

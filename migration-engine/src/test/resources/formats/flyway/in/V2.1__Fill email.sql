UPDATE accounts SET email = '' WHERE email IS NULL;

SELECT 'never';

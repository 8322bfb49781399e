import React from 'react';
export function DatabasePage() { return <h1>Database</h1>; }

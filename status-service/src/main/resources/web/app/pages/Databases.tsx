import React from 'react';
export function DatabasesPage() { return <h1>Databases</h1>; }

// Prints how many bytes Hocuspocus' SQLite file holds for one document, or nothing.
import sqlite3 from 'sqlite3';

const [file, name] = process.argv.slice(2);
const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY);
database.get('select length(data) as size from documents where name = ?', [name], (error, row) => {
  if (error) throw error;
  process.stdout.write(String(row?.size ?? ''));
});

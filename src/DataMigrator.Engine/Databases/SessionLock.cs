namespace DataMigrator.Databases;

/// <summary>A lock by name that every session of a database can ask for, held until it is let go or its session ends, however
/// that ends: a session whose client died holds it for as long as it is still at work.</summary>
/// <param name="Take">Takes the lock or does not, at once; a query of one number, 1 where it was taken.</param>
/// <param name="Holder">A query of the number of the session that holds it; no row, or NULL, where none does.</param>
/// <param name="Release">Lets it go.</param>
internal sealed record SessionLock(string Take, string Holder, string Release);

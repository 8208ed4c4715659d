using System.Reflection;
using System.Runtime.Loader;
using System.Xml;
using DataMigrator.HelpWriter;

// Writes the help that Get-Help shows (MAML), and the same as a page, from an assembly of cmdlets and the comments the compiler
// collected beside it.
if (args.Length != 4)
{
    Console.Error.WriteLine("usage: HelpWriter <assembly of cmdlets> <help file to write> <page to write> <System.Management.Automation.dll>");
    return 2;
}

string folder = Path.GetDirectoryName(Path.GetFullPath(args[0]))!;
var context = new AssemblyLoadContext("cmdlets");
context.Resolving += (_, name) =>
    name.Name == "System.Management.Automation" ? context.LoadFromAssemblyPath(Path.GetFullPath(args[3]))
    : File.Exists(Path.Combine(folder, name.Name + ".dll")) ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll")) : null;
Assembly assembly = context.LoadFromAssemblyPath(Path.GetFullPath(args[0]));
Comments comments = Comments.Read(Path.ChangeExtension(Path.GetFullPath(args[0]), ".xml"));
List<CmdletModel> cmdlets = [.. assembly.GetExportedTypes().Select(t => CmdletModel.Of(t, comments)).OfType<CmdletModel>()
    .OrderBy(c => c.Name, StringComparer.Ordinal)];

List<string> missing = [.. cmdlets.SelectMany(c => c.Missing())];
foreach (string line in missing)
{
    Console.Error.WriteLine("error : " + line);
}

using (var writer = XmlWriter.Create(args[1], new XmlWriterSettings { Indent = true, Encoding = new System.Text.UTF8Encoding(false) }))
{
    new MamlWriter(writer).Write(cmdlets);
}

File.WriteAllText(args[2], new MarkdownWriter().Write(cmdlets));
return missing.Count == 0 ? 0 : 1;

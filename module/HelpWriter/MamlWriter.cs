using System.Xml;

namespace DataMigrator.HelpWriter;

/// <summary>Writes cmdlets in the form that Get-Help reads.</summary>
internal sealed class MamlWriter(XmlWriter writer)
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public void Write(IEnumerable<CmdletModel> cmdlets)
    {
        writer.WriteStartElement("helpItems", "http://msh");
        writer.WriteAttributeString("schema", "maml");
        writer.WriteAttributeString("xmlns", "maml", null, Maml);
        writer.WriteAttributeString("xmlns", "command", null, Command);
        writer.WriteAttributeString("xmlns", "dev", null, Dev);
        foreach (CmdletModel cmdlet in cmdlets)
        {
            WriteCmdlet(cmdlet);
        }

        writer.WriteEndElement();
    }

    private void WriteCmdlet(CmdletModel cmdlet)
    {
        writer.WriteStartElement("command", Command);
        writer.WriteStartElement("details", Command);
        writer.WriteElementString("name", Command, cmdlet.Name);
        Paragraphs("description", [cmdlet.Summary]);
        writer.WriteElementString("verb", Command, cmdlet.Verb);
        writer.WriteElementString("noun", Command, cmdlet.Noun);
        writer.WriteEndElement();
        Paragraphs("description", cmdlet.Description);

        writer.WriteStartElement("syntax", Command);
        foreach (string set in cmdlet.Sets)
        {
            writer.WriteStartElement("syntaxItem", Command);
            writer.WriteElementString("name", Maml, cmdlet.Name);
            foreach ((ParameterModel parameter, Placement place) in cmdlet.Parameters.Select(p => (p, Place: p.In(set)))
                .Where(p => p.Place is not null).Select(p => (p.p, p.Place!))
                .OrderBy(p => p.Item2.Position ?? int.MaxValue).ThenBy(p => !p.Item2.Mandatory))
            {
                WriteParameter(parameter, place);
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteStartElement("parameters", Command);
        foreach (ParameterModel parameter in cmdlet.Parameters)
        {
            WriteParameter(parameter, parameter.Placements[0]);
        }

        writer.WriteEndElement();
        WriteTypes("inputTypes", "inputType", cmdlet.Parameters
            .Where(p => p.Placements.Any(x => x.FromPipeline || x.FromProperty)).Select(p => p.Type).Distinct());
        WriteTypes("returnValues", "returnValue", cmdlet.Outputs);
        WriteExamples(cmdlet.Examples);
        writer.WriteEndElement();
    }

    private void WriteParameter(ParameterModel parameter, Placement place)
    {
        writer.WriteStartElement("parameter", Command);
        writer.WriteAttributeString("required", place.Mandatory ? "true" : "false");
        writer.WriteAttributeString("variableLength", "true");
        writer.WriteAttributeString("globbing", "false");
        writer.WriteAttributeString("pipelineInput", (place.FromPipeline, place.FromProperty) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        });
        writer.WriteAttributeString("position", place.Position?.ToString() ?? "named");
        writer.WriteAttributeString("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases));
        writer.WriteElementString("name", Maml, parameter.Name);
        Paragraphs("description", [parameter.Text]);
        if (!parameter.IsSwitch)
        {
            writer.WriteStartElement("parameterValue", Command);
            writer.WriteAttributeString("required", "true");
            writer.WriteAttributeString("variableLength", parameter.Type.IsArray ? "true" : "false");
            writer.WriteString(parameter.Type.Name);
            writer.WriteEndElement();
            if (parameter.Type.IsEnum)
            {
                writer.WriteStartElement("parameterValueGroup", Command);
                foreach (string name in parameter.Type.GetEnumNames())
                {
                    writer.WriteStartElement("parameterValue", Command);
                    writer.WriteAttributeString("required", "false");
                    writer.WriteString(name);
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
            }
        }

        WriteType(parameter.Type);
        writer.WriteElementString("defaultValue", Dev, parameter.Default ?? "None");
        writer.WriteEndElement();
    }

    private void WriteExamples(IReadOnlyList<Example> examples)
    {
        writer.WriteStartElement("examples", Command);
        for (int i = 0; i < examples.Count; i++)
        {
            writer.WriteStartElement("example", Command);
            writer.WriteElementString("title", Maml, $"-------------------------- Example {i + 1} --------------------------");
            writer.WriteElementString("code", Dev, examples[i].Code);
            writer.WriteStartElement("remarks", Dev);
            writer.WriteElementString("para", Maml, examples[i].Text);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteTypes(string list, string item, IEnumerable<Type> types)
    {
        writer.WriteStartElement(list, Command);
        foreach (Type type in types)
        {
            writer.WriteStartElement(item, Command);
            WriteType(type);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteType(Type type)
    {
        writer.WriteStartElement("type", Dev);
        writer.WriteElementString("name", Maml, type.FullName);
        writer.WriteElementString("uri", Maml, "");
        writer.WriteEndElement();
    }

    private void Paragraphs(string element, IEnumerable<string> paragraphs)
    {
        writer.WriteStartElement(element, Maml);
        foreach (string paragraph in paragraphs)
        {
            writer.WriteElementString("para", Maml, paragraph);
        }

        writer.WriteEndElement();
    }
}

#include "clients/xml_reader.h"

#include <charconv>
#include <exception>
#include <orcus/sax_parser.hpp>

namespace setara {
namespace {

// "#65" and "#x41": whether it stands for a character that a text may hold (XML 1.0, 2.2).
bool IsCharacter(std::string_view reference) {
  reference.remove_prefix(1);
  const bool hexadecimal = reference.starts_with('x');
  if (hexadecimal) reference.remove_prefix(1);
  uint32_t code = 0;
  const char* const end = reference.data() + reference.size();
  const auto [stopped, error] = std::from_chars(reference.data(), end, code, hexadecimal ? 16 : 10);
  if (reference.empty() || stopped != end || error != std::errc()) return false;
  return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code <= 0xD7FF) ||
         (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

// What stands between '&' and ';'.
bool IsKnownReference(std::string_view reference) {
  if (reference.starts_with('#')) return IsCharacter(reference);
  return reference == "amp" || reference == "lt" || reference == "gt" || reference == "apos" ||
         reference == "quot";
}

// The end of a comment, a CDATA section or a processing instruction that begins at `at`, in which
// '&' is a mere character; `at` where none begins; npos where one begins that has no end.
size_t EndOfLiteral(std::string_view xml, size_t at) {
  static constexpr std::pair<std::string_view, std::string_view> kLiterals[] = {
      {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
  for (const auto& [begin, close] : kLiterals) {
    if (!xml.substr(at).starts_with(begin)) continue;
    const size_t end = xml.find(close, at + begin.size());
    return end == std::string_view::npos ? end : end + close.size();
  }
  return at;
}

// The library lets references that it does not know stand as text; to XML they are errors, since
// no workbook declares entities of its own.
bool ReferencesAreKnown(std::string_view xml) {
  char quote = 0;  // of the attribute's value that `at` is in; what looks like markup is none there
  bool in_tag = false;
  for (size_t at = 0; at < xml.size(); ++at) {
    const char c = xml[at];
    if (c == '&') {
      const size_t end = xml.find(';', at);
      if (end == std::string_view::npos) return false;
      if (!IsKnownReference(xml.substr(at + 1, end - at - 1))) return false;
      at = end;
    } else if (in_tag) {
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
      } else if (quote == 0 && c == '>') {
        in_tag = false;
      }
    } else if (c == '<') {
      const size_t end = EndOfLiteral(xml, at);
      if (end == std::string_view::npos) return false;
      in_tag = end == at;
      if (end > at) at = end - 1;
    }
  }
  return true;
}

// The library reports its errors by exceptions; leaving early goes the same way.
struct Stopped : std::exception {};

class Handler : public orcus::sax_handler {
 public:
  explicit Handler(XmlVisitor& visitor) : visitor_(visitor) {}

  void end_declaration(std::string_view) { attributes_.Clear(); }
  // Comes before the element that it belongs to.
  void attribute(const orcus::sax::parser_attribute& attribute) {
    attributes_.Add(attribute.name, attribute.value);
  }
  void start_element(const orcus::sax::parser_element& element) {
    if (!visitor_.Start(element.name, attributes_)) throw Stopped();
    attributes_.Clear();
    open_.emplace_back(element.name);
  }
  void end_element(const orcus::sax::parser_element& element) {
    // The library does not hold an end against its beginning.
    if (open_.empty() || open_.back() != element.name) throw Stopped();
    open_.pop_back();
    if (!visitor_.End(element.name)) throw Stopped();
  }
  void characters(std::string_view text, bool) {
    if (!visitor_.Text(text)) throw Stopped();
  }

  bool complete() const { return open_.empty(); }

 private:
  XmlVisitor& visitor_;
  XmlAttributes attributes_;
  std::vector<std::string> open_;
};

}  // namespace

bool ReadXml(std::string_view xml, XmlVisitor& visitor) {
  if (!ReferencesAreKnown(xml)) return false;
  Handler handler(visitor);
  try {
    orcus::sax_parser<Handler> parser(xml.data(), xml.size(), handler);
    parser.parse();
    if (!handler.complete()) return false;
  } catch (const std::exception&) {
    return false;
  }
  return true;
}

}  // namespace setara

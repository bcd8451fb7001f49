#include "server/pdf/page_writer.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <cmath>
#include <cstdlib>

#include "matcher/domain/errors.h"

namespace setara::pdf {
namespace {

constexpr char kFamily[] = "Liberation Sans";

struct Release {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoFontMap* map) const { g_object_unref(map); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
template <typename T>
using Owned = std::unique_ptr<T, Release>;

// Our two fonts and no other, whatever the machine or its user have configured.
absl::StatusOr<Owned<FcConfig>> OnlyOurFonts() {
  const char* set = std::getenv("SETARA_FONT_DIR");
  const std::string directory = set != nullptr && *set != '\0' ? set : SETARA_FONT_DIR;
  Owned<FcConfig> config(FcConfigCreate());
  for (const char* file : {"/LiberationSans-Regular.ttf", "/LiberationSans-Bold.ttf"}) {
    const std::string path = directory + file;
    if (!FcConfigAppFontAddFile(config.get(), reinterpret_cast<const FcChar8*>(path.c_str()))) {
      return WithReason(
          absl::FailedPreconditionError(
              "the fonts of letters are not installed (fonts-liberation2, or SETARA_FONT_DIR)"),
          "FONT_MISSING");
    }
  }
  return config;
}

cairo_status_t Append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void Describe(cairo_surface_t* surface, const Document& document) {
  // Cairo writes the second of it; a fraction would not be read.
  const std::string created =
      ToString(std::chrono::floor<std::chrono::seconds>(document.created) + Instant::duration(0));
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, document.author.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, document.subject.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Setara");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, created.c_str());
}

}  // namespace

struct TextBlock::Impl {
  Owned<PangoLayout> layout;
};

TextBlock::TextBlock(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextBlock::TextBlock(TextBlock&&) noexcept = default;
TextBlock::~TextBlock() = default;

int TextBlock::lines() const { return pango_layout_get_line_count(impl_->layout.get()); }

double TextBlock::Height(int first, int count) const {
  Owned<PangoLayoutIter> iter(pango_layout_get_iter(impl_->layout.get()));
  int top = 0, bottom = 0, index = 0;
  do {
    int from = 0, to = 0;
    pango_layout_iter_get_line_yrange(iter.get(), &from, &to);
    if (index == first) top = from;
    if (index < first + count) bottom = to;
    ++index;
  } while (pango_layout_iter_next_line(iter.get()));
  return pango_units_to_double(bottom - top);
}

struct PageWriter::Impl {
  Owned<FcConfig> fonts;
  std::string bytes;
  Owned<cairo_surface_t> surface;
  Owned<cairo_t> cairo;
  Owned<PangoFontMap> map;
  Owned<PangoContext> context;
};

PageWriter::PageWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PageWriter::~PageWriter() = default;

absl::StatusOr<std::unique_ptr<PageWriter>> PageWriter::Create(const Document& document) {
  absl::StatusOr<Owned<FcConfig>> fonts = OnlyOurFonts();
  if (!fonts.ok()) return fonts.status();
  auto impl = std::make_unique<Impl>();
  impl->fonts = *std::move(fonts);
  impl->surface.reset(
      cairo_pdf_surface_create_for_stream(Append, &impl->bytes, kPageWidth, kPageHeight));
  cairo_pdf_surface_restrict_to_version(impl->surface.get(), CAIRO_PDF_VERSION_1_5);
  Describe(impl->surface.get(), document);
  impl->cairo.reset(cairo_create(impl->surface.get()));
  impl->map.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (impl->map == nullptr) return absl::InternalError("pango: no FreeType fonts");
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(impl->map.get()), impl->fonts.get());
  impl->context.reset(pango_font_map_create_context(impl->map.get()));
  pango_cairo_context_set_resolution(impl->context.get(), 72);
  pango_context_set_language(impl->context.get(), pango_language_from_string("id"));
  Owned<cairo_font_options_t> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(impl->context.get(), options.get());
  return std::unique_ptr<PageWriter>(new PageWriter(std::move(impl)));
}

TextBlock PageWriter::Break(const std::string& text, const TextStyle& style, double width) const {
  auto block = std::make_unique<TextBlock::Impl>();
  block->layout.reset(pango_layout_new(impl_->context.get()));
  PangoLayout* layout = block->layout.get();
  Owned<PangoFontDescription> font(pango_font_description_new());
  pango_font_description_set_family(font.get(), kFamily);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout, font.get());
  pango_layout_set_width(layout, pango_units_from_double(width));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout, 1.15F);
  if (style.right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
  if (style.centred) pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  return TextBlock(std::move(block));
}

void PageWriter::Draw(const TextBlock& text, int first, int count, double x, double y) {
  Owned<PangoLayoutIter> iter(pango_layout_get_iter(text.impl_->layout.get()));
  int top = 0, index = 0;
  do {
    int from = 0, to = 0;
    pango_layout_iter_get_line_yrange(iter.get(), &from, &to);
    if (index == first) top = from;
    if (index >= first && index < first + count) {
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
      cairo_move_to(impl_->cairo.get(), x + pango_units_to_double(logical.x),
                    y + pango_units_to_double(pango_layout_iter_get_baseline(iter.get()) - top));
      pango_cairo_show_layout_line(impl_->cairo.get(),
                                   pango_layout_iter_get_line_readonly(iter.get()));
    }
    ++index;
  } while (pango_layout_iter_next_line(iter.get()));
}

void PageWriter::Line(double x1, double y1, double x2, double y2, double thickness) {
  cairo_set_line_width(impl_->cairo.get(), thickness);
  cairo_move_to(impl_->cairo.get(), x1, y1);
  cairo_line_to(impl_->cairo.get(), x2, y2);
  cairo_stroke(impl_->cairo.get());
}

void PageWriter::Frame(double x, double y, double width, double height) {
  cairo_set_line_width(impl_->cairo.get(), 0.8);
  cairo_rectangle(impl_->cairo.get(), x, y, width, height);
  cairo_stroke(impl_->cairo.get());
}

void PageWriter::NewPage() { cairo_show_page(impl_->cairo.get()); }

void PageWriter::Begin(const char* tag) { cairo_tag_begin(impl_->cairo.get(), tag, nullptr); }
void PageWriter::End(const char* tag) { cairo_tag_end(impl_->cairo.get(), tag); }

absl::StatusOr<std::string> PageWriter::Finish() {
  cairo_status_t status = cairo_status(impl_->cairo.get());
  impl_->cairo.reset();
  cairo_surface_finish(impl_->surface.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(impl_->surface.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return absl::InternalError(std::string("cairo: ") + cairo_status_to_string(status));
  }
  return std::move(impl_->bytes);
}

}  // namespace setara::pdf

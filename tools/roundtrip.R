# Opens what dateline writes with R, and compares: CSV with R alone, Parquet with the package arrow, and the Python package, fed
# and asked from R, with reticulate.
#
#     Rscript tools/roundtrip.R STORE [target/debug/dateline]
#
# Packages that are not installed are said and left out. Not part of the tests that must run anywhere. Ends with 1 when
# something differs.

given <- commandArgs(trailingOnly = TRUE)
if (length(given) < 1) stop("Name a store: Rscript tools/roundtrip.R STORE [DATELINE]")
store <- given[1]
dateline <- if (length(given) > 1) given[2] else "target/debug/dateline"
folder <- tempfile("roundtrip")
failed <- FALSE

check <- function(what, wrong) {
  failed <<- failed || length(wrong) > 0
  writeLines(if (length(wrong) > 0) paste0("FAIL ", what, ": ", paste(wrong, collapse = ", ")) else paste("ok  ", what))
}

have <- function(package) {
  found <- requireNamespace(package, quietly = TRUE)
  if (!found) writeLines(paste("left", package, "is not installed"))
  found
}

export <- function(format) {
  path <- file.path(folder, format)
  dir.create(path, recursive = TRUE)
  status <- system2(dateline, c("--store", shQuote(store), "export", format, "-o", shQuote(path)), stderr = FALSE)
  if (status != 0) stop("dateline export ", format, " ended with ", status)
  path
}

# As R takes it when nobody says of what type a column is.
csv <- function(path) read.csv(path, fileEncoding = "UTF-8-BOM", na.strings = "", check.names = FALSE)

# The same value has the same text, whatever type R gave the column.
texts <- function(column) {
  if (inherits(column, "Date")) column <- format(column)
  if (is.logical(column) && !all(is.na(column))) column <- tolower(column)
  # The apostrophe that keeps a spreadsheet from taking a text for a formula.
  sub("^'([=+@-])", "\\1", as.character(column))
}

differing <- function(one, other) {
  if (nrow(one) != nrow(other)) return(paste(nrow(one), "rows,", nrow(other), "in the other"))
  if (!identical(names(one), names(other))) return("the names of the columns")
  same <- function(a, b) {
    if (is.numeric(a) && is.numeric(b)) isTRUE(all.equal(as.numeric(a), as.numeric(b))) else identical(texts(a), texts(b))
  }
  names(one)[!mapply(same, one, other)]
}

numbers <- c("start", "end", "lat", "lon", "origins")
tables <- export("csv")
for (file in list.files(tables, "[.]csv$")) {
  table <- csv(file.path(tables, file))
  is_text <- vapply(table, is.character, NA)
  check(paste0("R reads ", file, ", ", nrow(table), " rows, and its numbers as numbers"), intersect(numbers, names(table)[is_text]))
}

if (have("arrow")) {
  parquet <- export("parquet")
  for (file in list.files(tables, "[.]csv$")) {
    table <- as.data.frame(arrow::read_parquet(file.path(parquet, sub("csv$", "parquet", file))))
    check(paste("arrow reads in Parquet what R reads in", file), differing(csv(file.path(tables, file)), table))
  }
  if (have("reticulate") && reticulate::py_module_available("dateline")) {
    python <- reticulate::import("dateline")
    readings <- arrow::read_parquet(file.path(parquet, "readings.parquet"), as_data_frame = FALSE)
    told <- as.data.frame(python$Picture(readings)$holdings())
    wanted <- as.data.frame(arrow::read_parquet(file.path(parquet, "holdings.parquet")))
    check("a Picture that R asks tells what holdings.parquet tells", differing(told, wanted))
    read <- python$read(arrow::arrow_table(id = "a", text = "The army took Goma on Monday.", published = "2025-01-28"))
    check("R gives a report to be read and gets its claim", if (read$num_rows < 2) "there is none")
  }
}

quit(status = if (failed) 1 else 0)

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates PDFs with veraPDF: {@code java Conformance 2a,ua1 FILE...}. Prints what fails, and how
 * many passed; exits with 1 when any file fails or cannot be read, or when there is none.
 */
public class Conformance {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int passed = 0;
        int failed = 0;
        for (String id : args[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                throw new IllegalArgumentException("unknown flavour: " + id);
            }
            for (int i = 1; i < args.length; i++) {
                if (validate(args[i], flavour)) {
                    passed++;
                } else {
                    failed++;
                }
            }
        }
        System.out.printf("veraPDF %s: %d passed, %d failed%n", args[0], passed, failed);
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    private static boolean validate(String path, PDFAFlavour flavour) {
        try (InputStream in = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, 50, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> faults = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    faults.add(assertion.getRuleId().getClause() + "-"
                            + assertion.getRuleId().getTestNumber() + " " + assertion.getMessage());
                }
            }
            if (!result.isCompliant()) {
                System.out.println("FAIL " + flavour.getId() + " " + path);
                faults.forEach(fault -> System.out.println("    " + fault));
            }
            return result.isCompliant();
        } catch (Exception fault) {
            System.out.println("FAIL " + flavour.getId() + " " + path + ": " + fault);
            return false;
        }
    }
}
